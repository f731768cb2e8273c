"""The whole house without a chat service: transcripts, trials, what check tells of the host's folder."""
