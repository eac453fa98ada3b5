"""How each client is generated from the description of the API, and how the program that uses it is run."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.clients.tools import HERE, Tools

PROGRAMS = HERE / "programs"
# What is written for the generated client to be imported by: `import wonen_client`.
PACKAGE = "wonen_client"
OPENAPI_GENERATOR = "openapi-generator-cli generate -i openapi.json -g"


@dataclass(frozen=True)
class Generator:
    """``command`` makes the client; ``program`` is ours, and does with it what a program does."""

    command: str
    program: str

    def generate(self, tools: Tools, folder: Path, description: bytes) -> None:
        """Make the client in a folder, with the program beside it; TypeScript is checked and compiled."""
        (folder / "openapi.json").write_bytes(description)
        tools.run(self.command.split(), folder)
        program = folder / f"program{Path(self.program).suffix}"
        shutil.copy(PROGRAMS / self.program, program)
        if program.suffix == ".ts":
            shutil.copy(HERE / "tsconfig.json", folder)
            (folder / "node_modules").symlink_to(tools.modules)
            tools.run(["tsc", "--project", "."], folder)

    def run(self, tools: Tools, folder: Path, address: str, token: str, name: str) -> dict[str, Any]:
        """Return what came of everything that the program did; the projects it adds are called ``name``."""
        command = ["python", "program.py"] if self.program.endswith(".py") else ["node", "out/program.js"]
        said = tools.run([*command, address, name], folder, WONEN_TOKEN=token)
        found: dict[str, Any] = json.loads(said)
        return found


GENERATORS = {
    "openapi-python-client": Generator(
        f"openapi-python-client generate --path openapi.json --meta none --output-path {PACKAGE}",
        "openapi_python_client.py",
    ),
    # By itself openapi-typescript takes a member with a default for one that must be sent.
    "openapi-fetch": Generator(
        f"openapi-typescript openapi.json --default-non-nullable false --output {PACKAGE}/schema.d.ts",
        "openapi_fetch.ts",
    ),
    "hey-api": Generator(f"openapi-ts --input openapi.json --output {PACKAGE}", "hey_api.ts"),
    "openapi-generator-python": Generator(
        f"{OPENAPI_GENERATOR} python -o . --package-name {PACKAGE}"
        " --additional-properties generateSourceCodeOnly=true",
        "openapi_generator_python.py",
    ),
    "openapi-generator-typescript": Generator(
        f"{OPENAPI_GENERATOR} typescript-fetch -o {PACKAGE}", "openapi_generator_typescript.ts"
    ),
}
