"""Write Wallboard's administrative template: `.venv/bin/python packaging/admx.py FOLDER`, for the Group Policy editor.

Made of the settings' own types, words and limits, and so always of this version. The two files go into
PolicyDefinitions; what is set there lands in the registry, where host.policy reads it. No editor has loaded it yet.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from xml.etree import ElementTree

from wallboard.host.policy import REGISTRY_KEY
from wallboard.host.settings import LIMITS, Settings
from wallboard.host.settings_shape import annotations_of, is_list, struct_in
from wallboard.host.settings_words import ALLOWED

_SCHEMA = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_LEFT_OUT = {"rehearsal", "genesys.client_secret"}  # a policy holds no secret, and is mixed into no rehearsal
_TABLES = {
    "Enforced": (REGISTRY_KEY, "Enforced: it counts above every settings file."),
    "Default": (rf"{REGISTRY_KEY}\Default", "A default: it counts where no settings file has one."),
}
_ROOT = "Wallboard"
_MOST = 2**31 - 1

Kind = Literal["boolean", "enum", "multiText", "decimal", "text"]
Element = ElementTree.Element
child = ElementTree.SubElement


@dataclass(frozen=True)
class Setting:
    """One value of the registry. `words` are those of an enum."""

    key: str
    kind: Kind
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name where a dot may not stand."""
        return self.key.replace(".", "_")


def settings() -> Iterator[Setting]:
    """All that a policy can say, in the order of the settings file. Boards are one value, in the words of a file."""
    for section, annotation in annotations_of(Settings).items():
        inner = struct_in(annotation)
        if section in _LEFT_OUT or inner is None:
            continue
        if is_list(annotation):
            yield Setting(section, "multiText")
            continue
        for key, one in annotations_of(inner).items():
            if f"{section}.{key}" not in _LEFT_OUT:
                kind, words = _kind(one)
                yield Setting(f"{section}.{key}", kind, words)


def _kind(annotation: object) -> tuple[Kind, tuple[str, ...]]:
    """How the editor asks for it. The registry has no fractions: they are texts, and so is a number or a word."""
    kinds = [one for one in get_args(annotation) if one is not type(None)]
    if get_origin(annotation) is Literal:
        return "enum", tuple(get_args(annotation))
    if is_list(annotation):
        return "multiText", ()
    if len(kinds) == 1:
        return _kind(kinds[0])
    if annotation is bool:
        return "boolean", ()
    return ("decimal", ()) if annotation is int else ("text", ())


def template() -> dict[str, Element]:
    """Both files by their names: the definitions, and their English words."""
    definitions = _root("policyDefinitions")
    names = child(definitions, "policyNamespaces")
    child(names, "target", prefix="wallboard", namespace="Wallboard.Policies")
    child(definitions, "resources", minRequiredRevision="1.0")
    words = _root("policyDefinitionResources")
    for one in ("displayName", "description"):
        child(words, one).text = "Wallboard"
    resources = child(words, "resources")
    strings, presentations = child(resources, "stringTable"), child(resources, "presentationTable")
    categories, policies = child(definitions, "categories"), child(definitions, "policies")
    _category(categories, strings, _ROOT, "Wallboard")
    for table, (key, what) in _TABLES.items():
        _category(categories, strings, table, what.partition(":")[0], _ROOT)
        for setting in settings():
            _policy(policies, setting, table, key)
            _say(strings, presentations, setting, table, what)
    return {"wallboard.admx": definitions, "en-US/wallboard.adml": words}


def _root(tag: str) -> Element:
    return Element(tag, {"xmlns": _SCHEMA, "revision": "1.0", "schemaVersion": "1.0"})


def _category(categories: Element, strings: Element, name: str, words: str, parent: str = "") -> None:
    category = child(categories, "category", name=name, displayName=f"$(string.{name})")
    child(strings, "string", id=name).text = words
    if parent:
        child(category, "parentCategory", ref=parent)


def _policy(policies: Element, setting: Setting, table: str, key: str) -> None:
    name = f"{table}_{setting.name}"
    words = {"displayName": f"$(string.{name})", "explainText": f"$(string.{name}_help)"}
    policy = child(policies, "policy", {"name": name, "class": "Machine", **words, "key": key})
    if setting.kind == "boolean":
        policy.set("valueName", setting.key)
        child(policy, "parentCategory", ref=table)
        for tag, value in (("enabledValue", "1"), ("disabledValue", "0")):
            child(child(policy, tag), "decimal", value=value)
        return
    policy.set("presentation", f"$(presentation.{name})")
    child(policy, "parentCategory", ref=table)
    element = child(child(policy, "elements"), setting.kind, id="value", valueName=setting.key)
    if setting.kind == "decimal":
        least, most = LIMITS.get(setting.key, (0, _MOST))  # else the editor's own limit is 9999
        element.attrib |= {"minValue": str(least), "maxValue": str(most)}
    for word in setting.words:
        item = child(element, "item", displayName=f"$(string.{name}_{word})")
        child(child(item, "value"), "string").text = word


def _say(strings: Element, presentations: Element, setting: Setting, table: str, what: str) -> None:
    name = f"{table}_{setting.name}"
    child(strings, "string", id=name).text = setting.key
    child(strings, "string", id=f"{name}_help").text = f"{what} Allowed: {ALLOWED.get(setting.key, 'see the README')}."
    for word in setting.words:
        child(strings, "string", id=f"{name}_{word}").text = word
    if setting.kind == "boolean":
        return
    presentation = child(presentations, "presentation", id=name)
    box = {"enum": "dropdownList", "multiText": "multiTextBox", "decimal": "decimalTextBox", "text": "textBox"}
    shown = child(presentation, box[setting.kind], refId="value")
    if setting.kind == "text":
        child(shown, "label").text = setting.key
    else:
        shown.text = setting.key


def write(folder: Path) -> list[Path]:
    """Write both files below a folder; where they are."""
    written: list[Path] = []
    for name, root in template().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        tree: Any = ElementTree.ElementTree(root)
        ElementTree.indent(tree)
        tree.write(path, encoding="utf-8", xml_declaration=True)
        written.append(path)
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("admx.py needs the folder to write to")
    for one in write(Path(sys.argv[1])):
        print(one)
