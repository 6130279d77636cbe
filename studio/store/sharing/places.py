"""Where a workspace lies: on a disk of its own, or where others, or a syncing program, write too.

SQLite is safe only where file locks hold. With locks made no-ops two writers destroyed a file
within three seconds, so in a network or cloud folder nothing is ever edited in place: a private
working copy is, and published whole. What the system does not tell counts as local.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studio.kernel.i18n import N_, _
from studio.store.sharing.disks import Disk, disk_of, other_names, read_mountinfo


class Kind(StrEnum):
    """What a place means for a workspace in it."""

    LOCAL = "local"
    NETWORK = "network"
    CLOUD = "cloud"
    FAT = "fat"
    """Takes no file of 4 GB."""
    READ_ONLY = "read-only"
    REMOVABLE = "removable-unknown"
    """Can be pulled out, or the system does not say what it is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies: what that means, and what a user calls it ("Dropbox", "NFS share")."""

    kind: Kind
    name: str

    @property
    def is_shared(self) -> bool:
        """Tell whether a workspace there needs a working copy."""
        return self.kind in (Kind.NETWORK, Kind.CLOUD)


_SHARES = {
    "NFS": "nfs nfs3 nfs4",
    "SMB": "cifs smb2 smb3 smbfs smbnetfs gvfs.smb-share gvfs.smb",
    "AFP": "afp afpfs gvfs.afp-volume",
    "WebDAV": "davfs davfs2 webdav webdavfs gvfs.dav gvfs.davs",
    "SSH": "sshfs gvfs.sftp gvfs.ssh",
    "FTP": "curlftpfs gvfs.ftp gvfs.ftps ftp",
    "9P": "9p drvfs",
    "S3": "s3fs goofys mount-s3 geesefs",
    "rclone": "rclone",
    "AFS": "afs openafs coda",
    "Ceph": "ceph ceph-fuse",
    "GlusterFS": "glusterfs",
    "Lustre": "lustre",
    "NetWare": "ncpfs ncp",
    "VirtualBox": "vboxsf",
    "VMware": "vmhgfs vmhgfs-fuse",
    "Parallels": "prl_fs",
    "virtiofs": "virtiofs",
    "cluster": "gpfs beegfs ocfs2 gfs gfs2 orangefs pvfs2 panfs acfs gcsfuse blobfuse blobfuse2 "
    "juicefs moosefs mfs lizardfs hdfs fuse_dfs xtreemfs",
}
_SHARE_OF = {type_: name for name, types in _SHARES.items() for type_ in types.split()}

_CLOUD_DISKS = {
    "google-drive-ocamlfuse": "Google Drive",
    "gvfs.google-drive": "Google Drive",
    "drivefs": "Google Drive",
    "gdfuse": "Google Drive",
    "onedriver": "OneDrive",
    "gvfs.onedrive": "OneDrive",
    "pcloud.fs": "pCloud",
    "dbxfs": "Dropbox",
    "megafs": "MEGA",
    "keybase": "Keybase",
    "kbfs": "Keybase",
}
_FUSE_ON_THIS_DISK = (
    "ntfs-3g ntfs exfat exfat-fuse ext2 ext3 ext4 fuse-ext2 apfs apfs-fuse hfs zfs bcachefs "
    "encfs gocryptfs cryfs ecryptfs securefs veracrypt mergerfs bindfs unionfs unionfs-fuse "
    "overlay fuse-overlayfs posixovl squashfuse squashfuse_ll fuseiso archivemount lxcfs"
)
"""Kept on a disk here, by a program: locks hold. Any other program may keep its files anywhere."""
_FAT = frozenset({"vfat", "msdos", "umsdos", "fat", "fat12", "fat16", "fat32"})

_AT_HOME = {
    "Dropbox": ("dropbox",),
    "OneDrive": ("onedrive",),
    "Google Drive": ("google drive", "googledrive", "my drive", "insync"),
    "iCloud Drive": ("icloud drive", "iclouddrive", "library/mobile documents"),
    "Nextcloud": ("nextcloud",),
    "ownCloud": ("owncloud",),
    "pCloud": ("pclouddrive", "pcloud drive", "pcloud sync", "pcloudsync"),
    "Box": ("box", "box sync"),
    "MEGA": ("mega", "megasync", "megasync uploads", "megasync downloads"),
    "Proton Drive": ("proton drive", "protondrive"),
    "Yandex Disk": ("yandex.disk", "yandexdisk"),
    "Synology Drive": ("synologydrive", "cloudstation"),
    "Seafile": ("seafile",),
    "Tresorit": ("tresorit", "tresors"),
    "Creative Cloud": ("creative cloud files",),
}
_ON_MACOS = "library/cloudstorage"
_ONEDRIVE = ("ONEDRIVE", "ONEDRIVECONSUMER", "ONEDRIVECOMMERCIAL")

_MARKS = (
    ("Dropbox", ".dropbox.cache", Path.is_dir),
    ("Dropbox", ".dropbox", Path.is_file),  # a folder of this name holds its settings at home
    ("OneDrive", ".849C9593-D756-4E56-8D6E-42412F2A707B", Path.exists),
    ("Google Drive", ".tmp.drivedownload", Path.is_dir),
    ("Google Drive", ".tmp.driveupload", Path.is_dir),
    ("Nextcloud", ".nextcloudsync.log", Path.is_file),
    ("ownCloud", ".owncloudsync.log", Path.is_file),
    ("Syncthing", ".stfolder", Path.exists),
    ("Resilio Sync", ".sync/ID", Path.is_file),
    ("Resilio Sync", ".sync/IgnoreList", Path.is_file),
    ("MEGA", ".megaignore", Path.is_file),
    ("MEGA", ".debris", Path.is_dir),
    ("Synology Drive", ".SynologyWorkingDirectory", Path.is_dir),
)
_MARK_PATTERNS = (("Nextcloud", ".sync_*.db"), ("Nextcloud", "._sync_*.db"))


def place_of(
    path: Path,
    *,
    mountinfo: str | None = None,
    disk: Disk | None = None,
    environment: Mapping[str, str] | None = None,
    home: Path | None = None,
) -> Place:
    """Return where `path` lies, whether or not there is a file yet; never raises.

    What is not given is asked of the system. A read-only disk comes first, since nothing can
    be published there; a cloud folder is one also on a disk of another kind.
    """
    environment = os.environ if environment is None else environment
    home = _home() if home is None else home
    real = _resolved(path)
    if disk is None:
        disk = disk_of(real, mountinfo)
    share = _share(disk)
    if disk.read_only:
        return Place(Kind.READ_ONLY, disk.label or _("read-only disk"))
    names = [path, real]
    with suppress(ValueError):
        mounts = read_mountinfo() if mountinfo is None else mountinfo
        names += [Path(name) for name in other_names(real, mounts)]
    cloud = _cloud_disk(disk) or _known_cloud(names, environment, home)
    if cloud is None and share is None:  # each look for a mark on a share is a question to it
        cloud = _marked_cloud(names)
    if cloud is not None:
        return Place(Kind.CLOUD, cloud)
    return share or _own(disk)


def _home() -> Path | None:
    with suppress(RuntimeError):
        return Path.home()
    return None


def _resolved(path: Path) -> Path:
    for whole in (path.resolve, path.absolute):
        with suppress(OSError, ValueError, RuntimeError):  # links in a circle, no current folder
            return whole()
    return path


def _share(disk: Disk) -> Place | None:
    """Return the place of a disk that is elsewhere; None when it is here."""
    is_fuse = disk.type == "fuse" or disk.type.startswith("fuse.")
    program = disk.type.removeprefix("fuse.").removesuffix(".fs")
    if is_fuse and program in _FUSE_ON_THIS_DISK.split():
        return None
    name = _SHARE_OF.get(program)
    if name is None and disk.source.startswith(("http://", "https://")):
        name = "WebDAV"
    if name is not None:
        return Place(Kind.NETWORK, _("{kind} share").format(kind=name))
    if is_fuse or disk.is_remote or disk.type.startswith("gvfs."):
        return Place(Kind.NETWORK, disk.label or _("network drive"))
    return None


def _cloud_disk(disk: Disk) -> str | None:
    found = _CLOUD_DISKS.get(disk.type.removeprefix("fuse."))
    if found is None and disk.type.startswith("fuse"):
        found = _CLOUD_DISKS.get(disk.source.lower())
    if found is None and disk.label.startswith("Google Drive"):  # a drive letter of its own
        found = "Google Drive"
    return found


def _own(disk: Disk) -> Place:
    if disk.type in _FAT:
        return Place(Kind.FAT, disk.label or _("FAT disk"))
    if disk.is_removable:
        return Place(Kind.REMOVABLE, disk.label or _("removable disk"))
    return Place(Kind.LOCAL, _(_THIS_COMPUTER))


_THIS_COMPUTER = N_("this computer")


def _known_cloud(
    names: list[Path], environment: Mapping[str, str], home: Path | None
) -> str | None:
    """Return the cloud whose folder, told by settings or by its usual name, holds the file."""
    for cloud, root in _told_roots(environment, home):
        if any(name.is_relative_to(folder) for name in names for folder in {root, _resolved(root)}):
            return cloud
    if home is None:
        return None
    for name in names:
        for folder in {home, _resolved(home)}:
            if name.is_relative_to(folder):
                found = _usual(name.relative_to(folder).parts)
                if found is not None:
                    return found
    return None


def _told_roots(environment: Mapping[str, str], home: Path | None) -> Iterator[tuple[str, Path]]:
    values = {key.upper(): value for key, value in environment.items()}
    for key in _ONEDRIVE:
        if values.get(key):
            yield "OneDrive", Path(values[key])
    settings = [
        Path(values[key]) / "Dropbox" for key in ("APPDATA", "LOCALAPPDATA") if key in values
    ]
    if home is not None:
        settings.append(home / ".dropbox")
    for folder in settings:
        yield from (("Dropbox", root) for root in _dropbox_roots(folder / "info.json"))


def _dropbox_roots(info: Path) -> list[Path]:
    with suppress(OSError, ValueError, AttributeError):
        accounts = json.loads(info.read_text(encoding="utf-8")).values()
        told = [
            account.get(key)
            for account in accounts
            for key in ("path", "root_path")
            if isinstance(account, dict)
        ]
        return [Path(path) for path in told if isinstance(path, str) and path]
    return []


def _usual(folders: tuple[str, ...]) -> str | None:
    """Return the cloud that usually keeps its files under these folders of the user's home."""
    parts = [folder.casefold() for folder in folders]
    if "/".join(parts[:2]) == _ON_MACOS and len(parts) > 2:
        account = folders[2].partition("-")[0]
        return {"GoogleDrive": "Google Drive"}.get(account, account)
    for cloud, names in _AT_HOME.items():
        for name in names:
            top = "/".join(parts[: name.count("/") + 1])
            if top == name or top.startswith((name + " (", name + " - ")):
                return cloud
    return None


def _marked_cloud(names: list[Path]) -> str | None:
    """Return the cloud that has left its mark in a folder above the file."""
    for folder in dict.fromkeys(folder for name in names for folder in (name, *name.parents)):
        with suppress(OSError, ValueError):
            for cloud, mark, is_there in _MARKS:
                if is_there(folder / mark):
                    return cloud
            for cloud, pattern in _MARK_PATTERNS:
                if next(folder.glob(pattern), None) is not None:
                    return cloud
    return None
