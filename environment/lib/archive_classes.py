"""Makes a class-data archive of the course kernel: with it, a kernel's start costs a quarter less processor time.

Java writes such an archive when a process ends, of the classes that it had loaded: so this starts a kernel that way,
runs a few cells as a lab would, and shuts it down.

Usage: archive_classes.py KERNELSPEC_FOLDER ARCHIVE
"""

import json
import sys
import tempfile
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

# What every lab does first: a value, a line, the course's arrays, an error.
CELLS = (
    "1 + 1",
    'record Point(int x, int y) {}\nSystem.out.println(new Point(1, 2));',
    "import java.util.stream.*;\nIntStream.range(0, 10).boxed().map(i -> i * i).collect(Collectors.toList())",
    "org.nd4j.linalg.factory.Nd4j.rand(4, 4).mean()",
    "int x = \"text\";",
)
SECONDS = 120


def main(folder: Path, archive: Path) -> None:
    spec = json.loads((folder / "kernels" / "java" / "kernel.json").read_text(encoding="utf-8"))
    options = [each for each in spec["argv"] if not each.startswith("-XX:SharedArchiveFile=")]
    spec["argv"] = [options[0], f"-XX:ArchiveClassesAtExit={archive}", *options[1:]]
    with tempfile.TemporaryDirectory(prefix="lab-archive-") as temporary:
        kernel = Path(temporary) / "java"
        kernel.mkdir()
        (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        manager = KernelManager(kernel_name="java", kernel_spec_manager=KernelSpecManager(kernel_dirs=[temporary]))
        manager.shutdown_wait_time = SECONDS  # the archive is written after the kernel has said goodbye
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=SECONDS)
            for cell in CELLS:
                client.execute_interactive(cell, timeout=SECONDS, output_hook=lambda message: None)
        finally:
            client.stop_channels()
            manager.shutdown_kernel()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
