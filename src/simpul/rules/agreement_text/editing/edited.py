"""Edits carried out on a text. A place that the text no longer has is passed over: the text may have moved on."""

from __future__ import annotations

from collections.abc import Iterable

from simpul.rules.agreement_text.editing.edits import Edit
from simpul.rules.agreement_text.editing.references import brought_up_to_date
from simpul.rules.agreement_text.editing.tree import ANNEXES, ARTICLES, Node, Tree, table_of
from simpul.rules.agreement_text.structure import AgreementText


def edited(text: AgreementText, edits: Iterable[Edit]) -> AgreementText:
    """The text with all edits in their order; without any the same text."""
    listed = tuple(edits)
    if not listed:
        return text
    tree = Tree(text)
    for edit in listed:
        _CARRY_OUT[edit.kind](tree, edit)
    return brought_up_to_date(tree.frozen())


def _words(tree: Tree, edit: Edit) -> None:
    tree.say(edit.clause, edit.text, edit.references)


def _remove(tree: Tree, edit: Edit) -> None:
    if edit.clause in tree.words:
        tree.say(edit.clause, "", ())
    elif (found := tree.find(edit.clause)) and not found[0].children:
        found[1].children.remove(found[0])


def _cells(tree: Tree, edit: Edit) -> None:
    if found := tree.find(edit.clause):
        node, _ = found
        node.table = table_of(node.id, edit.rows, node.table)


def _put(tree: Tree, edit: Edit) -> None:
    target = tree.container(edit.inside)
    if target is None:
        return
    found = tree.find(edit.clause)
    node = found[0] if found else Node(edit.clause, edit.text, edit.references, label=edit.label)
    if target is node or any(below is target for below in node.walk()):
        return
    if found:
        found[1].children.remove(node)
    elif edit.rows:
        node.table = table_of(edit.clause, edit.rows, None)
    if target.id == ANNEXES:
        tree.words.setdefault(f"@{node.id}_lead", "")
    places = {child.id: at + 1 for at, child in enumerate(target.children)}
    at = next((places[name] for name in edit.after if name in places), 0)
    target.children[at:at] = [node, *_freed(tree, node, target)]


def _freed(tree: Tree, node: Node, target: Node) -> list[Node]:
    """What stood below a clause that comes to stand where nothing can stand below it: it follows it instead."""
    in_article = any(target is article for article in tree.roots[ARTICLES].children)
    if in_article or target.id in (ARTICLES, ANNEXES):
        return []
    freed, node.children = node.children, []
    return freed


_CARRY_OUT = {"words": _words, "put": _put, "remove": _remove, "cells": _cells}
