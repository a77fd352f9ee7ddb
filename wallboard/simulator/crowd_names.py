"""Names for a crowd: first name, initial and family name, no two alike. Pure.

Used by crowd. The names are everyday ones, put together at random: they mean nobody.
"""

from random import Random

_FIRST_NAMES = """
    Ada Adam Aisha Alice Amara Amir Ana Anders Anja Arjun Astrid Beata Ben Bianca Boris Carla Carlos Chen Chloe
    Clara Dalia Daniel David Diego Dina Edith Elena Eli Elif Emil Emma Erik Esra Eva Farid Fatima Felix Fiona Freya
    Gabriel Gil Greta Hana Hannah Hassan Helga Hugo Ida Igor Ilan Ines Ingrid Irene Ivan Jakob Jana Jasmin Joao
    Jonas Julia Karin Kemal Kenji Kofi Lars Laura Leah Leila Leo Lena Lina Luca Lucia Magda Maja Malik Marco Maria
    Marta Mei Mila Mina Miriam Nadia Naomi Nils Nina Noa Noah Nora Olga Oscar Pablo Paula Petra Priya Rafael Rania
    Rosa Ruth Samir Sara Sofia Sven Tamar Tariq Thea Tomas Uma Vera Viktor Wanda Yael Yusuf Zoe
"""
_FAMILY_NAMES = """
    Abadi Adler Ahmed Alon Amari Andersen Arslan Bakker Barak Barros Bauer Becker Bergman Bianchi Blum Brandt Bruno
    Campos Carmel Castro Cohen Costa Danino Dekel Demir Diaz Dogan Dubois Duarte Eriksen Fabre Farkas Fischer
    Fontana Franco Friedman Garcia Gerber Gomez Gruber Haddad Halabi Hansen Harari Hartmann Hofer Horvat Ibsen
    Ionescu Ivanov Jansen Jensen Kaplan Katz Kaya Keller Khoury Kim Klein Koch Kovacs Kramer Larsen Lehmann Levi
    Lindgren Lopez Lund Malka Mansour Marino Martin Mendes Meyer Mizrahi Moreau Moretti Mueller Nagy Nakash Nasser
    Navarro Novak Okafor Olsen Ortiz Osman Palmer Park Peretz Petrov Popescu Ramos Rao Ricci Rivera Romano Rossi
    Roth Sadek Sanchez Santos Sasson Schmidt Segal Shapira Silva Singh Sousa Stern Suzuki Szabo Tahan Tanaka Torres
    Vargas Vidal Wagner Weber Weiss Wolf Yamada Yilmaz Zamir Ziegler
"""
_FIRST, _FAMILY = _FIRST_NAMES.split(), _FAMILY_NAMES.split()
_INITIALS = "ABCDEFGHJKLMNPRSTVWZ"
MOST_NAMES = len(_FIRST) * len(_INITIALS) * len(_FAMILY)


def names(count: int, chance: Random) -> list[str]:
    """So many different names, in no order. Raises ValueError for more than there are."""
    return [_name(number) for number in chance.sample(range(MOST_NAMES), count)]


def _name(number: int) -> str:
    rest, first = divmod(number, len(_FIRST))
    initial, family = divmod(rest, len(_FAMILY))
    return f"{_FIRST[first]} {_INITIALS[initial]}. {_FAMILY[family]}"
