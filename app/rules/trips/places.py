"""Telling places of a journey from each other: 绍兴北站 and 浙江省绍兴市… are the same town (C7.4)."""

import re
from collections.abc import Iterable

from app.rules.inputs import comparison_key

_SHORTEST = 2
_STATION = re.compile(r"(?:火车|汽车|高铁|客运|长途)?(?:东站|南站|西站|北站|站|机场|码头|港)$")
_UNIT = re.compile(r"(?:市|地区|自治州|县|区|镇)$")
_TOWN = re.compile(r"([^省市县区盟\s\d]{2,6}?)(?:市|地区|自治州|县|区|盟)")
_PROVINCE = re.compile(r"^.*?(?:省|自治区)")
_PARTS = re.compile(r"[,，、;；\n/]+")


def place_name(text: str) -> str:
    """Return a place without what stands around its name: width, case, blanks, station, unit."""
    name = re.sub(r"\s+", "", comparison_key(text))
    for ending in (_STATION, _UNIT):
        shorter = ending.sub("", name)
        name = shorter if len(shorter) >= _SHORTEST else name
    return name


def towns_of(address: str) -> tuple[str, ...]:
    """Return the names of towns and districts that an address tells of: 浙江省绍兴市柯桥区… gives 绍兴 and 柯桥."""
    key = comparison_key(address).strip()
    named = [place_name(name) for name in _TOWN.findall(_PROVINCE.sub("", key))]
    parts = [place_name(part) for part in _PARTS.split(key)]
    return tuple(dict.fromkeys(name for name in (*named, *parts) if len(name) >= _SHORTEST))


def cities_in(text: str) -> tuple[str, ...]:
    """Return the cities that a text enumerates, each as its name alone."""
    names = (place_name(part) for part in _PARTS.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


def same_place(one: str, other: str) -> bool:
    """Tell whether two places are the same, or one names the other's town: 绍兴 and 绍兴北站."""
    first, second = place_name(one), place_name(other)
    if min(len(first), len(second)) < _SHORTEST:
        return first == second != ""
    return first in second or second in first


def is_among(place: str, known: Iterable[str]) -> bool:
    """Tell whether a place is one of those known."""
    return any(same_place(place, one) for one in known)
