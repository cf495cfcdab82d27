"""Answers as OpenTelemetry spans, where FACTORY_CHAT_TRACES names a collector and its packages are installed.

The extra `traces` installs them. Nothing else here sends anything to another program, so it is off unless named.
"""

import os
import time
from typing import TYPE_CHECKING

from rag.types import Answer
from rag.web.settings import SettingRefused
from rag.web.turnstile import Witness

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_NAME = "ai-factory-chat"


def tracer() -> "Tracer | None":
    """OpenTelemetry's tracer to the collector that is named (such as http://127.0.0.1:4318/v1/traces), or none.

    Raises SettingRefused where one is named and the packages are absent.
    """
    address = os.environ.get("FACTORY_CHAT_TRACES", "").strip()
    if not address:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingRefused(
            f"FACTORY_CHAT_TRACES needs OpenTelemetry ({error}); install it with: pip install -e '.[traces]'"
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": _NAME}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    return provider.get_tracer(_NAME)


def spans(tracer: "Tracer") -> Witness:
    """A witness that makes a span of each answer, with one for each of its steps in it; never the question's text."""

    def witness(answer: Answer, pieces: int) -> None:
        end = time.time_ns()
        steps = {name: int(seconds * 1e9) for name, seconds in answer.trace.seconds.items() if name != "total"}
        begun = end - sum(steps.values())
        facts = {"outcome": answer.outcome, "claims": len(answer.claims), "dropped": len(answer.dropped)}
        with tracer.start_as_current_span(
            "answer", start_time=begun, attributes={**facts, "pieces": pieces}, end_on_exit=False
        ) as whole:
            for name, length in steps.items():
                tracer.start_span(name, start_time=begun).end(end_time=begun + length)
                begun += length
        whole.end(end_time=end)

    return witness
