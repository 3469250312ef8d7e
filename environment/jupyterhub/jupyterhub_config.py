"""JupyterHub for a class: README.md beside this file says how it is used. What differs on your machine goes into a
file of your own that begins with load_subconfig("/srv/transferlab/course/environment/jupyterhub/jupyterhub_config.py")
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from lab_spawner import LabSpawner  # noqa: E402

c = get_config()  # noqa: F821

# For this machine alone: a web server with a certificate in front of it serves the world.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
# Thirty students press the button at the same moment; a server needs some seconds of a core to start.
c.JupyterHub.concurrent_spawn_limit = 10
# Users of this system, with their passwords. A session of PAM would be the hub's own, not the server's.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.open_sessions = False

c.JupyterHub.spawner_class = LabSpawner
# The labs come into the home first, then Jupyter starts: both as the user.
c.Spawner.cmd = [str(HERE / "start-lab-server")]
c.Spawner.default_url = "/tree"
c.Spawner.environment = {"JUPYTERHUB_SINGLEUSER_APP": "notebook.notebookapp.NotebookApp"}
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120

# Jupyter and all kernels of one user. A lab's kernel holds 2500 MiB at most (it ends with an error that says so);
# what goes beyond the limit is ended by the system, and nobody else notices.
c.Spawner.mem_limit = "3G"

# A kernel that has done nothing for an hour goes, whether its page is open or not; a cell that runs is work. A server
# without kernels goes after another half an hour. The notebooks stay, variables do not.
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=3600",
    "--MappingKernelManager.cull_interval=300",
    "--MappingKernelManager.cull_connected=True",
    "--NotebookApp.shutdown_no_activity_timeout=1800",
]
