"""What deploy/ says is what the programs of others take, what ours do, and holds on a read-only disk."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from eval.reliability.full import namespace
from rag.web.desk import desk_of
from rag.web.history import History
from rag.web.routes import routes
from tests.browser import free_port
from tests.window_fakes import assistant, scripted_steps

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
# Everything below / is made read-only but the folder $1; then the rest is run.
READ_ONLY = """set -e
mount --make-rprivate / && mount --bind "$1" "$1"
while read -r _ _ _ _ at _; do case $at in "$1"|/proc*|/sys*|/dev*) ;; *) mount -o remount,bind,ro "$at";; esac
done < /proc/self/mountinfo
shift; exec "$@"
"""


def manifests() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")))


def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


def pods() -> Iterator[dict[str, Any]]:
    yield from (one["spec"]["template"]["spec"] for one in manifests() if one["kind"] in ("Job", "Deployment"))


def window() -> tuple[dict[str, Any], dict[str, Any]]:
    """The pod of the window, and its container."""
    pod = next(pod for pod in pods() if "initContainers" in pod)
    return pod, pod["containers"][0]


def test_the_manifests_are_what_kubernetes_takes() -> None:
    validate = pytest.importorskip("kubernetes_validate", reason="the extra deploy is not installed")
    version = validate.latest_version()
    for one in manifests():
        validate.validate(one, version, strict=True)
    wrong = next(one for one in manifests() if one["kind"] == "Deployment")
    wrong["spec"]["template"]["spec"]["containers"][0]["readinesProbe"] = {}
    with pytest.raises(validate.ValidationError, match="readinesProbe"):
        validate.validate(wrong, version, strict=True)


def test_the_compose_file_is_what_compose_takes() -> None:
    spec = pytest.importorskip("compose_spec", reason="the extra deploy is not installed").PyCompose
    assert spec.from_json(json.dumps(compose())).service_names() == list(compose()["services"])
    wrong = compose()
    wrong["services"]["proxy"]["read_onyl"] = True
    with pytest.raises(ValueError, match="read_onyl"):
        spec.from_json(json.dumps(wrong))


def test_every_container_has_limits_no_rights_and_a_read_only_root() -> None:
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"] is True and pod["automountServiceAccountToken"] is False
        for one in [*pod.get("initContainers", []), *pod["containers"]]:
            assert one["resources"]["limits"].keys() == {"cpu", "memory"}, one["name"]
            assert one["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
    for name, one in compose()["services"].items():
        assert one["read_only"] is True and one["cap_drop"] == ["ALL"], name
        assert one["security_opt"] == ["no-new-privileges:true"] and not one["user"].startswith("0"), name
        assert one["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}, name


def test_what_is_mounted_is_declared_and_only_the_index_builder_writes_the_index() -> None:
    for pod in pods():
        declared = {one["name"] for one in pod["volumes"]}
        for one in [*pod.get("initContainers", []), *pod["containers"]]:
            assert {mount["name"] for mount in one["volumeMounts"]} <= declared
            (index,) = [mount for mount in one["volumeMounts"] if mount["name"] == "index"]
            assert index.get("readOnly", False) is (one["name"] != "build")
    services = compose()["services"]
    named = {mount.split(":")[0] for one in services.values() for mount in one.get("volumes", [])}
    assert {name for name in named if not name.startswith(".")} == set(compose()["volumes"])
    writers = {name for name, one in services.items() if "index:/index" in one.get("volumes", [])}
    assert writers == {"index"}


def test_the_probes_ask_what_the_window_answers_by_a_name_that_it_always_answers(tmp_path: Path) -> None:
    known = {route.path for route in routes(desk_of(assistant(), scripted_steps, History(tmp_path)), "0.0.0.0")}
    _, container = window()
    asked = {probe: container[probe]["httpGet"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert [one["path"] for one in asked.values()] == ["/healthz", "/healthz", "/readyz"]
    assert {"/healthz", "/readyz"} <= known
    assert all(one["httpHeaders"] == [{"name": "Host", "value": "localhost"}] for one in asked.values())


def test_every_setting_is_one_that_the_hosting_page_names() -> None:
    page = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    config = next(one for one in manifests() if one["kind"] == "ConfigMap")
    given = {*config["data"], *(one["name"] for one in window()[1]["env"])}
    given |= set(compose()["services"]["window-1"]["environment"])
    assert [name for name in sorted(given) if f"`{name}`" not in page] == []


def test_the_proxy_knows_the_windows_of_the_compose_file_and_their_port() -> None:
    named = set(re.findall(r"server (window-\d+):(\d+) ", (DEPLOY / "nginx.conf").read_text("utf-8")))
    windows = {name for name in compose()["services"] if name.startswith("window-")}
    assert named == {(name, "7860") for name in windows}
    assert window()[1]["ports"][0]["containerPort"] == 7860


def test_a_window_is_stopped_only_after_its_answers_have_been_finished() -> None:
    config = next(one for one in manifests() if one["kind"] == "ConfigMap")["data"]
    assert window()[0]["terminationGracePeriodSeconds"] > int(config["FACTORY_CHAT_GRACE"]) + 5
    one = compose()["services"]["window-1"]
    assert int(one["stop_grace_period"].removesuffix("s")) > int(one["environment"]["FACTORY_CHAT_GRACE"]) + 5


def test_the_window_of_the_manifest_runs_on_a_read_only_disk_but_for_its_volumes(tmp_path: Path) -> None:
    may = [*namespace(), "bash", "-c", READ_ONLY, "bash", str(tmp_path)]
    tried = subprocess.run([*may, "touch", str(ROOT / "written")], capture_output=True, text=True)
    if "Read-only file system" not in tried.stderr:
        pytest.skip(f"no disk can be made read-only here: {tried.stderr.strip()}")
    _, container = window()
    writable = {mount["mountPath"]: tmp_path / mount["name"] for mount in container["volumeMounts"][1:]}
    assert list(writable) == ["/models", "/data", "/tmp"]
    for folder in writable.values():
        folder.mkdir()
    config = next(one for one in manifests() if one["kind"] == "ConfigMap")["data"]
    settings = {name: str(writable.get(value, value)) for name, value in config.items()}
    given = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "TMPDIR": str(writable["/tmp"]), **settings}
    port = free_port()
    arguments = [part.replace("0.0.0.0", "127.0.0.1") for part in container["command"][1:]]
    at = arguments.index("/index")
    arguments[at : at + 3] = [str(ROOT / "index" / "built"), "--llm", "off"]
    with subprocess.Popen(
        [*may, sys.executable, *arguments, "--port", str(port)], cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout and any("is at http" in line for line in program.stdout)
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                assert client.get("/").status_code == 200
                assert client.get("/readyz", headers={"host": "localhost"}).json()["status"] == "ready"
                assert client.get("/readyz", headers={"host": "10.0.0.1"}).status_code == 400
                answer = client.post("/api/ask", json={"question": "What is gettering?"}).json()
                assert answer["outcome"] == "answered" and answer["claims"]
        finally:
            program.terminate()
    assert (writable["/data"] / "history.sqlite3").exists()
