"""The figures from which a crowd is drawn. Pure: nothing but numbers, and where they come from.

Used by pattern and crowd. Fitted to the 5,434 answered calls of the four recorded days, tests/data/bank-calls-*.csv;
tests/simulator/test_crowd_figures.py fits them again. What the record cannot tell is said to be made up.
"""

from dataclasses import dataclass
from datetime import time, timedelta

# Answered calls by the hour of their answer, in thousandths of the day.
BY_HOUR = (3, 0, 0, 0, 0, 0, 0, 29, 73, 74, 81, 74, 62, 68, 78, 71, 71, 57, 57, 54, 46, 38, 32, 32)

# From a hangup to the agent's next answer, where it is above 0 s and below a quarter of an hour: mean and deviation of
# the natural logarithm of the seconds. What is longer is a break.
GAP = (3.31, 1.63)
LONGEST_GAP = timedelta(minutes=15)

# Agents with a call on a day, as a share of all who are in the record.
AT_WORK = 0.86

# The longest recorded talk is 3,736 s. A talk of 0 s has no logarithm: there are 22, and none is drawn.
LONGEST_TALK = timedelta(seconds=3736)
SHORTEST_TALK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Service:
    """What comes in by one queue; `talk` is mean and deviation of the logarithm of the seconds of its talks."""

    code: str
    name: str
    media: str
    talk: tuple[float, float]


REGULAR = Service("PS", "Regular", "voice", (4.76, 0.96))
NEW_CUSTOMERS = Service("NW", "New customers", "voice", (4.03, 1.04))
STOCK_EXCHANGE = Service("NE", "Stock exchange", "voice", (4.95, 1.25))
INTERNET = Service("IN", "Internet", "voice", (4.83, 1.32))
ENGLISH = Service("PE", "English", "voice", (4.68, 1.59))
CALLBACKS = Service("TT", "Callbacks", "callback", (3.23, 1.75))
# The bank of 1999 wrote no messages: these two last about as long as a regular call and as one on the internet.
CHAT = Service("MESSAGE", "Chat", "message", (4.76, 0.96))
MAIL = Service("EMAIL", "E-mail", "email", (5.10, 1.10))
RECORDED = (REGULAR, NEW_CUSTOMERS, STOCK_EXCHANGE, INTERNET, ENGLISH, CALLBACKS)


@dataclass(frozen=True, slots=True)
class Profile:
    """Agents who do the same work: what share of all they are, and of what their work consists."""

    share: float
    work: tuple[tuple[Service, float], ...]


# Of the calls of the record 70 % are REGULAR, 18 % NEW_CUSTOMERS, 8 % STOCK_EXCHANGE; a few agents take most of the
# last. The shares of the small queues and of messages are made up, so that each has hundreds of agents.
PROFILES = (
    Profile(0.62, ((REGULAR, 0.75), (NEW_CUSTOMERS, 0.22), (CALLBACKS, 0.03))),
    Profile(0.12, ((STOCK_EXCHANGE, 0.60), (REGULAR, 0.40))),
    Profile(0.07, ((REGULAR, 0.75), (INTERNET, 0.25))),
    Profile(0.04, ((REGULAR, 0.80), (ENGLISH, 0.20))),
    Profile(0.15, ((CHAT, 0.70), (MAIL, 0.30))),
)


@dataclass(frozen=True, slots=True)
class Shift:
    """Agents who come at the same time: `weight` of a thousand."""

    start: time
    length: timedelta
    weight: int


# Those on shift follow BY_HOUR: weights found by repeated proportional fitting of the hours that each shift covers. In
# the record too agents come at 7, 8, 13, 14 and 16 o'clock, and most stay for eight hours.
SHIFTS = (
    Shift(time(0), timedelta(hours=7), 3),
    Shift(time(7), timedelta(hours=8), 189),
    Shift(time(8), timedelta(hours=8), 207),
    Shift(time(9), timedelta(hours=8), 46),
    Shift(time(13), timedelta(hours=8), 77),
    Shift(time(14), timedelta(hours=8), 55),
    Shift(time(16), timedelta(hours=8), 235),
    Shift(time(8), timedelta(hours=5), 109),
    Shift(time(14), timedelta(hours=5), 79),
)

# Made up: nobody comes on the minute, a fast agent is a fifth faster than a slow one, and wrap-ups vary.
EARLIEST, LATEST = timedelta(minutes=-5), timedelta(minutes=10)
PACE_DEVIATION = 0.12
SLOWEST, FASTEST = 1.35, 0.75
WRAP_UP_DEVIATION = 0.6


@dataclass(frozen=True, slots=True)
class Break:
    """A time away, which begins with the end of the conversation that runs at about `after` from the beginning."""

    after: timedelta
    length: timedelta
    presence: str


# Made up, as a day of eight hours has them.
BREAKS = (
    Break(timedelta(hours=2), timedelta(minutes=15), "BREAK"),
    Break(timedelta(hours=4), timedelta(minutes=30), "MEAL"),
    Break(timedelta(hours=6), timedelta(minutes=15), "BREAK"),
    Break(timedelta(hours=8), timedelta(minutes=15), "BREAK"),
)
BREAK_SPREAD = timedelta(minutes=30)
