"""What a step can ask for: one class a kind, and one line each in the registry below."""

from bot.engine.inputs.appointment import Appointment
from bot.engine.inputs.choice import Choice
from bot.engine.inputs.confirm import Confirm
from bot.engine.inputs.many import Many
from bot.engine.inputs.note import Note
from bot.engine.inputs.number import Number
from bot.engine.inputs.reading import NEXT, Asking, Meant, Option, Reading, Slip, Taken, Ticked, Value
from bot.engine.inputs.scale import Scale
from bot.engine.inputs.text import Text
from bot.engine.inputs.time import Time

Input = Choice | Many | Scale | Number | Text | Time | Confirm | Note | Appointment

KINDS: dict[str, type[Input]] = {
    "choice": Choice,
    "many": Many,
    "scale": Scale,
    "number": Number,
    "text": Text,
    "time": Time,
    "confirm": Confirm,
    "note": Note,
    "appointment": Appointment,
}

__all__ = [
    "KINDS",
    "NEXT",
    "Appointment",
    "Asking",
    "Choice",
    "Confirm",
    "Input",
    "Many",
    "Meant",
    "Note",
    "Number",
    "Option",
    "Reading",
    "Scale",
    "Slip",
    "Taken",
    "Text",
    "Ticked",
    "Time",
    "Value",
]
