"""What a screen reader finds through AT-SPI. Reads one order a line, answers one line of JSON:
  tree PREFIX   the items of the page whose address begins so, in the order of reading, as screen_reader/twin.mjs lists the
                twin's; null while there is no such page
  key KEYSYM    presses and releases a key of the display, as a hand does"""
import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

ROLES = {"link": "link", "push button": "button", "toggle button": "toggle", "check box": "checkbox", "radio button": "radio",
         "entry": "textbox", "combo box": "combobox", "heading": "heading", "image": "image", "page tab": "tab"}
LEAVES = set(ROLES.values())
# Their texts and children are heard, they themselves are no item.
SILENT = {"listitem", "row", "cell", "columnheader", "rowheader", "term", "definition", "presentation", "none", "rowgroup",
          "paragraph", "generic"}
STATES = {"checked": "checked", "focused": "focused", "required": "required", "invalid-entry": "invalid", "busy": "busy",
          "expanded": "expanded", "pressed": "pressed", "read-only": "readonly"}


# Firefox puts a mark behind each character beyond the basic plane, so that it can count as the page does.
def unmarked(text):
    return (text or "").replace("\ufeff", "")


def plain(text):
    return " ".join(unmarked(text).split())


def children(node):
    found = (node.get_child_at_index(i) for i in range(node.get_child_count()))
    return [child for child in found if child is not None]


def states_of(node):
    return {state.value_nick for state in node.get_state_set().get_states()}


def text_of(node):
    return Atspi.Text.get_text(node, 0, -1) if "Text" in node.get_interfaces() else ""


def chosen_of(node):
    for child in children(node):
        if child.get_role_name() in ("menu item", "list item") and "selected" in states_of(child):
            return child.get_name()
        inner = chosen_of(child)
        if inner:
            return inner
    return ""


def described(node, role, attributes):
    has = states_of(node)
    marks = {ours for theirs, ours in STATES.items() if theirs in has and (role in LEAVES or ours != "expanded")}
    if role in LEAVES and "enabled" not in has:
        marks.add("disabled")
    if role not in ("textbox", "combobox"):
        marks.discard("readonly")
    if "current" in attributes:
        marks.add("current")
    if role == "heading":
        marks.add("level " + attributes.get("level", "?"))
    item = {"role": role, "name": plain(node.get_name()), "states": sorted(marks)}
    if node.get_description():
        item["description"] = plain(node.get_description())
    if role in ("textbox", "combobox"):
        item["value"] = plain(chosen_of(node) if role == "combobox" else text_of(node))
    return item


def read_text(text, items):
    text = "".join(unmarked(text).split())
    if text and items and "text" in items[-1]:
        items[-1]["text"] += text
    elif text:
        items.append({"text": text})


def read(node, items):
    attributes = node.get_attributes() or {}
    given = (attributes.get("xml-roles") or "").split(" ")[0]
    role = ROLES.get(node.get_role_name()) or given
    if role and role not in SILENT:
        items.append(described(node, role, attributes))
    if role in LEAVES:
        return
    inner = children(node)
    # The text has one such character for each child.
    for character in text_of(node) or "\ufffc" * len(inner):
        if character != "\ufffc":
            read_text(character, items)
        elif inner:
            read(inner.pop(0), items)
    for child in inner:
        read(child, items)


# What dies while it is asked is a part of the browser's own frame, or the page is changing.
def page(node, prefix, depth=0):
    try:
        role = node.get_role_name()
        if role == "document web" and "showing" in states_of(node):
            address = Atspi.Document.get_document_attribute_value(node, "DocURL")
            return node if (address or "").startswith(prefix) else None
        inner = children(node) if depth < 16 and role not in ("menu", "menu bar", "tool bar", "page tab list") else []
    except GLib.Error:
        return None
    found = (page(child, prefix, depth + 1) for child in inner)
    return next((one for one in found if one), None)


def tree(prefix):
    for application in children(Atspi.get_desktop(0)):
        application.set_cache_mask(Atspi.Cache.NONE)  # clear_cache leaves what lies below a part that is not known
        found = page(application, prefix)
        if found:
            items = []
            for child in children(found):
                read(child, items)
            return items
    return None


def obey(channel, condition):
    line = sys.stdin.readline()
    if not line:
        Atspi.event_quit()
        return False
    order, _, given = line.strip().partition(" ")
    try:
        answer = tree(given) if order == "tree" else Atspi.generate_keyboard_event(int(given), None, Atspi.KeySynthType.SYM)
    except GLib.Error as error:  # what was there is gone: the page is changing
        answer = {"gone": error.message}
    print(json.dumps(answer, ensure_ascii=False), flush=True)
    return True


Atspi.init()
Atspi.set_timeout(20000, 60000)  # its own 800 ms are few on a loaded machine
GLib.io_add_watch(0, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, obey)
Atspi.event_main()
