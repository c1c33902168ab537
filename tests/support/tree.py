"""Prints the accessibility tree of macrodat's window, one node a line: role, name, description."""

import pyatspi


def walk(node, depth):
    name, description = node.name or "", node.description or ""
    told = f" | {description}" if description and description != name else ""
    print("  " * depth + f"[{node.getRoleName()}] {name}{told}")
    for index in range(node.childCount):
        child = node.getChildAtIndex(index)
        if child is not None:
            walk(child, depth + 1)


for application in pyatspi.Registry.getDesktop(0):
    if application is not None and application.name == "macrodat":
        walk(application, 0)
