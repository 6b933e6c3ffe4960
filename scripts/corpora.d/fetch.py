"""Brings a corpus with the client of the registry that it is published in, into a folder of its own.

Each function takes the folder, the package and its version ("" for what this machine's Debian release has, or what is
installed), and returns the version and the files to read. No address stands here: the clients know theirs.
"""
import glob
import json
import os
import re
import shutil
import subprocess


class NotFetched(Exception):
    """What the client said."""


def run(command, **options):
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True,
                              timeout=1200, **options)
    except FileNotFoundError:
        raise NotFetched("%s is not installed" % command[0])
    except subprocess.TimeoutExpired:
        raise NotFetched("%s takes more than twenty minutes" % command[0])
    if done.returncode != 0:
        said = (done.stderr + done.stdout).strip().split("\n")
        raise NotFetched("%s: exit status %d: %s" % (command[0], done.returncode, said[-1] if said else ""))
    return done.stdout


def files_in(folder, *patterns):
    found = sorted(path for pattern in patterns for path in glob.glob(os.path.join(folder, pattern)))
    if not found:
        raise NotFetched("the client left no %s" % " or ".join(patterns))
    return found


def policy(package):
    found = re.search(r"Candidate: (\S+)", run(["apt-cache", "policy", package]))
    if not found or found.group(1) == "(none)":
        raise NotFetched("apt knows no package %s; apt-get update may help" % package)
    return found.group(1)


def apt(folder, package, version):
    """A Debian package; its files as a tar archive."""
    version = version or policy(package)
    run(["apt-get", "download", "-q", "%s=%s" % (package, version)], cwd=folder)
    archive = os.path.join(folder, package + ".tar")
    with open(archive, "wb") as file:
        subprocess.run(["dpkg-deb", "--fsys-tarfile"] + files_in(folder, "*.deb"), stdout=file, check=True)
    return version, [archive]


def sources_of_apt(folder):
    """Options that make apt-get look at the source packages of this machine's own archive, whatever it looks at elsewhere."""
    lists, parts = os.path.join(folder, "..", "apt", "lists"), os.path.join(folder, "..", "apt", "parts")
    options = ["-o", "Dir::Etc::sourcelist=/dev/null", "-o", "Dir::Etc::sourceparts=" + os.path.abspath(parts),
               "-o", "Dir::State::lists=" + os.path.abspath(lists)]
    if not os.path.exists(parts):
        os.makedirs(os.path.join(lists, "partial"))
        os.makedirs(parts)
        for path in glob.glob("/etc/apt/sources.list.d/*") + glob.glob("/etc/apt/sources.list"):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            text = re.sub(r"(?m)^Types:.*$", "Types: deb-src", re.sub(r"(?m)^deb\s", "deb-src ", text))
            with open(os.path.join(parts, os.path.basename(path)), "w", encoding="utf-8") as file:
                file.write(text)
        run(["apt-get", "update", "-q"] + options)
    return options


def apt_source(folder, package, version):
    """What the authors released, as Debian's source package has it; the version is theirs."""
    wanted = package + ("=" + version if version else "")
    run(["apt-get", "source", "-qq", "--tar-only"] + sources_of_apt(folder) + [wanted], cwd=folder)
    files = files_in(folder, "*.orig*.tar.*[!c]")
    return re.sub(r"[^_]*_(.*?)\.orig.*", r"\1", os.path.basename(files[0])), files


def pip(folder, package, version):
    run(["python3", "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "-d", folder,
         "%s==%s" % (package, version)])
    return version, files_in(folder, "*.whl")


def pip_source(folder, package, version):
    run(["python3", "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--no-binary", package, "-d", folder,
         "%s==%s" % (package, version)])
    return version, files_in(folder, "*.tar.gz", "*.zip")


def npm(folder, package, version):
    run(["npm", "pack", "--silent", "%s@%s" % (package, version)], cwd=folder)
    return version, files_in(folder, "*.tgz")


def cargo(folder, package, version):
    """The crate as it is published; cargo fetches what it depends on as well, which is left alone."""
    os.makedirs(os.path.join(folder, "src"), exist_ok=True)
    open(os.path.join(folder, "src", "lib.rs"), "w").close()
    with open(os.path.join(folder, "Cargo.toml"), "w", encoding="utf-8") as file:
        file.write('[package]\nname = "corpus"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\n'
                   '%s = { version = "=%s", default-features = false }\n' % (package, version))
    run(["cargo", "fetch", "--quiet"], cwd=folder, env=dict(os.environ, CARGO_HOME=os.path.join(os.path.abspath(folder), "home")))
    return version, files_in(folder, "home/registry/cache/*/%s-%s.crate" % (package, version))


def go(folder, package, version):
    told = json.loads(run(["go", "mod", "download", "-json", "%s@%s" % (package, version)], cwd=folder,
                          env=dict(os.environ, GOMODCACHE=os.path.join(os.path.abspath(folder), "modules"), GOFLAGS="-modcacherw")))
    archive = os.path.join(folder, os.path.basename(package) + ".zip")
    shutil.copy(told["Zip"], archive)
    return told["Version"], [archive]


def maven(folder, package, version):
    artifact = "%s:%s" % (package, version)
    run(["mvn", "-B", "-q", "dependency:copy", "-Dartifact=" + artifact, "-DoutputDirectory=" + os.path.abspath(folder)])
    return version, files_in(folder, "*.jar")


def node(folder, package, version):
    """The roots that are compiled into the Node.js that is installed."""
    roots = run(["node", "-p", "require('tls').rootCertificates.join('\\n')"])
    path = os.path.join(folder, "roots.pem")
    with open(path, "w", encoding="ascii") as file:
        file.write(roots)
    return run(["node", "--version"]).strip(), [path]


CLIENTS = {"apt": apt, "apt source": apt_source, "pip": pip, "pip source": pip_source, "npm": npm, "cargo": cargo, "go": go,
           "maven": maven, "node": node}


def fetch(home, corpus):
    """The version and the files of a corpus; what was fetched before is used again."""
    folder = os.path.join(home, corpus["name"], "fetched")
    note = os.path.join(home, corpus["name"], "fetched.json")
    wanted = {key: corpus.get(key, "") for key in ("registry", "package", "version")}
    if os.path.exists(note):
        with open(note, encoding="utf-8") as file:
            known = json.load(file)
        if known["wanted"] == wanted and all(map(os.path.exists, known["files"])):
            return known["version"], known["files"]
    shutil.rmtree(os.path.dirname(folder), ignore_errors=True)
    os.makedirs(folder)
    version, files = CLIENTS[corpus["registry"]](folder, wanted["package"], wanted["version"])
    with open(note, "w", encoding="utf-8") as file:
        json.dump({"wanted": wanted, "version": version, "files": files}, file)
    return version, files
