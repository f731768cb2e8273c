"""What somebody keeps here for themselves alone: letters that are never sent, and sentences they chose to keep."""
