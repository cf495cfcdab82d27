"""The shape of the code: who imports whom, how long files are, and what they must not hold."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = {"index": {"index"}, "rag": {"index", "rag"}, "eval": {"index", "rag", "eval"}}
OURS = {*LAYERS, "app", "tests"}
MODULES = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))] + [ROOT / "app.py"]
LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 200, 40, 5


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    """Full names of the project's own modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in OURS)


def tracked() -> list[Path]:
    """The project's files, the new ones too, but nothing that git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_itself_and_those_below(layer: str) -> None:
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in sorted((ROOT / layer).rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0] not in LAYERS[layer]
    ]
    assert wrong == []


def test_the_window_is_imported_by_the_app_alone() -> None:
    users = {name_of(path) for path in MODULES if any(name.startswith("rag.web") for name in imports(path))}
    # Beside the app there is what puts the history to the hard test.
    others = {user for user in users if not user.startswith(("rag/web/", "eval/reliability/"))}
    assert others == {"app.py"}


def test_packages_are_never_imported_whole() -> None:
    wrong = [f"{name_of(path)} imports {name}" for path in MODULES for name in imports(path) if name in OURS]
    assert wrong == []


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in MODULES}
    needs = {
        module: {other for name in imports(path) for other in (name, name.rpartition(".")[0]) if other in known}
        for module, path in known.items()
    }
    while free := {module for module, needed in needs.items() if not needed & needs.keys()}:
        needs = {module: needed for module, needed in needs.items() if module not in free}
    assert needs == {}


def test_every_package_file_is_empty() -> None:
    packages = [*(path for path in MODULES if path.name == "__init__.py"), ROOT / "tests" / "__init__.py"]
    assert len(packages) == 13
    assert [name_of(path) for path in packages if path.read_bytes()] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_functions_and_parameter_lists_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    too_long = [f"{text.count(chr(10))} lines"] if text.count("\n") > LONGEST_FILE else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            # What Gradio hands to a function besides is nobody's choice.
            parameters = sum(argument.arg not in ("self", "cls", "event", "request") for argument in given)
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            too_long += [f"{node.name}: {lines} lines"] if lines > LONGEST_FUNCTION else []
            too_long += [f"{node.name}: {parameters} parameters"] if parameters > MOST_PARAMETERS else []
    assert too_long == []


def test_no_file_names_a_place_of_one_machine() -> None:
    places = re.compile(rb"(?<![\w.])/(?:home|root|Users|work)/\w")
    found = [
        f"{name_of(path)}: {place.group().decode()}"
        for path in tracked()
        if path.parent.name != "seeds" and b"\0" not in (data := path.read_bytes())
        for place in places.finditer(data)
    ]
    assert found == []
