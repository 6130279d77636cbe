"""Where a workspace lies, by tables of what real systems say of their disks."""

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.store.sharing import disks
from studio.store.sharing.disks import Disk
from studio.store.sharing.places import Kind, Place, place_of

NOWHERE = Path("/nonexistent/home")
ROOT = "28 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro\n"
LINUX = (
    ROOT
    + r"""22 28 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:12 - proc proc rw
24 28 0:6 / /dev rw,nosuid,relatime shared:2 - devtmpfs udev rw,size=8119408k,mode=755
25 24 0:23 / /dev/shm rw,nosuid,nodev shared:4 - tmpfs tmpfs rw,inode64
36 28 8:3 / /people rw,relatime shared:31 master:2 propagate_from:2 - btrfs /dev/sda3 rw,ssd
41 28 0:45 / /mnt/nas rw,relatime shared:180 - nfs4 nas.local:/volume1/work rw,vers=4.2
42 28 0:46 / /mnt/old\040nas rw,relatime - nfs nas:/old\040things rw,vers=3,nolock
43 28 0:47 / /mnt/team rw,relatime - cifs //server/Team\040Share rw,vers=3.1.1,cache=strict
44 28 0:48 / /mnt/wsl rw,noatime - 9p drvfs rw,dirsync,aname=drvfs;path=C:\134;uid=1000
45 28 0:49 / /mnt/ssh rw,nosuid,nodev,relatime - fuse.sshfs ada@host:/srv rw,user_id=1000
46 28 0:50 / /run/user/1000/gvfs rw,nosuid,nodev,relatime - fuse.gvfsd-fuse gvfsd-fuse rw
47 36 0:51 / /people/ada/pCloudDrive rw,nosuid,nodev - fuse pCloud.fs rw,user_id=1000
48 28 0:52 / /mnt/dav rw,nosuid,nodev - fuse https://dav.example.org/remote.php rw,user_id=0
49 28 0:53 / /mnt/rclone rw,nosuid,nodev - fuse.rclone box:agency rw,user_id=1000
50 36 0:54 / /people/ada/gdrive rw,nosuid,nodev - fuse.google-drive-ocamlfuse ocamlfuse rw
51 36 0:55 / /people/ada/vault rw,nosuid,nodev - fuse.gocryptfs /people/ada/.vault rw,user_id=1000
52 28 0:56 / /mnt/odd rw - fuse.somebodysfs somebody rw
53 28 8:17 / /media/ada/STICK rw,nosuid,nodev - vfat /dev/sdb1 rw,utf8,shortname=mixed
54 28 8:33 / /run/media/ada/Big\040Disk rw,nosuid,nodev - exfat /dev/sdc1 rw,iocharset=utf8
55 28 8:49 / /mnt/windows rw,relatime - fuseblk /dev/sdd1 rw,user_id=0,allow_other,blksize=4096
56 28 11:0 / /media/cdrom ro,nosuid,nodev,relatime - iso9660 /dev/sr0 ro,iocharset=utf8
57 28 8:65 / /mnt/frozen rw,relatime - ext4 /dev/sde1 ro,data=ordered
58 28 0:45 /volume1/work/adverts /srv/adverts rw,relatime shared:180 - nfs4 nas:/volume1 rw
59 28 0:57 / /mnt/auto rw,relatime - autofs systemd-1 rw,fd=43,pgrp=1,timeout=0,direct
60 59 0:58 / /mnt/auto rw,relatime - nfs4 nas.local:/auto rw,vers=4.2
61 28 0:59 / /mnt/ro\134nfs ro,relatime - nfs4 nas.local:/archive ro,vers=4.2
62 28 0:60 / /mnt/vb rw,nodev,relatime - vboxsf Shared rw,iocharset=utf8,uid=0
63 28 0:61 / /mnt/vm rw,nosuid - fuse.vmhgfs-fuse vmhgfs-fuse rw,allow_other
64 28 0:62 / /mnt/ceph rw - ceph 10.0.0.1:6789:/ rw,name=admin
65 28 0:63 / /mnt/a\011b\012c rw - smb3 //s/t rw
66 28 0:64 / /mnt/docker rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/c,workdir=/d
67 28 259:1 / /mnt/team/inner rw - ext4 /dev/nvme0n1p1 rw
"""
)
AT = [
    ("/people/ada/a.studio", Kind.LOCAL, "this computer"),
    ("/a.studio", Kind.LOCAL, "this computer"),
    ("/dev/shm/a.studio", Kind.LOCAL, "this computer"),
    ("/mnt/nas/a.studio", Kind.NETWORK, "NFS share"),
    ("/mnt/nas", Kind.NETWORK, "NFS share"),
    ("/mnt/nasty/a.studio", Kind.LOCAL, "this computer"),
    ("/mnt/nas/deep/er/a.studio", Kind.NETWORK, "NFS share"),
    ("/mnt/old nas/a.studio", Kind.NETWORK, "NFS share"),
    ("/mnt/old/a.studio", Kind.LOCAL, "this computer"),
    ("/mnt/a\tb\nc/a.studio", Kind.NETWORK, "SMB share"),
    ("/mnt/team/a.studio", Kind.NETWORK, "SMB share"),
    ("/mnt/wsl/Users/a.studio", Kind.NETWORK, "9P share"),
    ("/mnt/ssh/a.studio", Kind.NETWORK, "SSH share"),
    ("/run/user/1000/gvfs/smb-share:server=nas,share=work/a.studio", Kind.NETWORK, "SMB share"),
    ("/run/user/1000/gvfs/dav:host=x.org,ssl=true/a.studio", Kind.NETWORK, "WebDAV share"),
    ("/run/user/1000/gvfs/mtp:host=Phone/a.studio", Kind.NETWORK, "network drive"),
    ("/run/user/1000/gvfs/google-drive:host=x,user=y/a.studio", Kind.CLOUD, "Google Drive"),
    ("/people/ada/pCloudDrive/a.studio", Kind.CLOUD, "pCloud"),
    ("/people/ada/gdrive/a.studio", Kind.CLOUD, "Google Drive"),
    ("/mnt/dav/a.studio", Kind.NETWORK, "WebDAV share"),
    ("/mnt/rclone/a.studio", Kind.NETWORK, "rclone share"),
    ("/people/ada/vault/a.studio", Kind.LOCAL, "this computer"),
    ("/mnt/odd/a.studio", Kind.NETWORK, "network drive"),
    ("/media/ada/STICK/a.studio", Kind.FAT, "STICK"),
    ("/run/media/ada/Big Disk/a.studio", Kind.REMOVABLE, "Big Disk"),
    ("/mnt/windows/a.studio", Kind.LOCAL, "this computer"),
    ("/media/cdrom/a.studio", Kind.READ_ONLY, "cdrom"),
    ("/mnt/frozen/a.studio", Kind.READ_ONLY, "read-only disk"),
    ("/mnt/ro\\nfs/a.studio", Kind.READ_ONLY, "read-only disk"),
    ("/srv/adverts/a.studio", Kind.NETWORK, "NFS share"),
    ("/mnt/auto/a.studio", Kind.NETWORK, "NFS share"),
    ("/mnt/vb/a.studio", Kind.NETWORK, "VirtualBox share"),
    ("/mnt/vm/a.studio", Kind.NETWORK, "VMware share"),
    ("/mnt/ceph/a.studio", Kind.NETWORK, "Ceph share"),
    ("/mnt/docker/a.studio", Kind.LOCAL, "this computer"),
]


def on_linux(path: str, text: str = LINUX) -> Place:
    return place_of(Path(path), mountinfo=text, environment={}, home=NOWHERE)


def in_folder(path: Path, *, home: Path, environment: Mapping[str, str] | None = None) -> Place:
    return place_of(path, mountinfo=ROOT, environment=environment or {}, home=home)


def empty(path: Path) -> Path:
    """Make a file and its folders; return where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


@pytest.mark.skipif(os.name == "nt", reason="paths of Linux")
@pytest.mark.parametrize(("path", "kind", "name"), AT)
def test_linux_tells_by_its_mounts(path: str, kind: Kind, name: str) -> None:
    assert on_linux(path) == Place(kind, name)


@pytest.mark.skipif(os.name == "nt", reason="paths of Linux")
def test_a_mount_further_up_hides_what_lies_below_it() -> None:
    """`inner` was mounted on the empty folder, and the share then over it: nobody can see it."""
    assert on_linux("/mnt/team/inner/a.studio").kind is Kind.NETWORK
    on_it = LINUX.replace("67 28 259:1", "67 43 259:1")
    assert on_linux("/mnt/team/inner/a.studio", on_it).kind is Kind.LOCAL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "garbage",
        "28 1 8:2 / /",
        "28 1 8:2 / / rw - ",
        "28 1 8:2 / / rw -\n" * 3,
        "28 28 8:2 / / rw - ext4 /dev/sda1 rw",
        "28 29 8:2 / / rw - ext4 x rw\n29 28 8:2 / / rw - ext4 x rw",
        "\udcff 1 \\999 \\040 / rw - ext4 x rw",
        " - - - ",
        "41 28 0:45 / /mnt/elsewhere rw - nfs4 x rw",
    ],
)
def test_what_cannot_be_understood_is_local(text: str) -> None:
    assert on_linux("/mnt/nas/a.studio", text) == Place(Kind.LOCAL, "this computer")


@given(st.text(st.sampled_from("0123456789 /-:\\\nrwofs4e"), max_size=200), st.text(max_size=40))
def test_no_text_and_no_path_raises(text: str, path: str) -> None:
    assert isinstance(place_of(Path("/" + path), mountinfo=text, home=NOWHERE), Place)


@pytest.mark.skipif(os.name == "nt", reason="paths of Linux")
def test_a_container_s_mounts_have_a_root_whose_parent_is_not_listed() -> None:
    text = (
        "732 590 0:120 / / rw,relatime master:300 - overlay overlay rw,lowerdir=/l,upperdir=/u\n"
        "749 732 0:45 /projects /work rw,relatime - nfs4 nas:/volume1 rw\n"
        "760 732 254:1 /var/lib/docker/hosts /etc/hosts rw - ext4 /dev/vda1 rw\n"
    )
    assert on_linux("/work/a.studio", text).kind is Kind.NETWORK
    assert on_linux("/etc/a.studio", text).kind is Kind.LOCAL


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="no mountinfo here")
def test_the_system_itself_is_asked(tmp_path: Path) -> None:
    assert " / " in disks.read_mountinfo()
    assert disks.disk_of(tmp_path.resolve()).type != ""
    assert place_of(tmp_path / "a.studio", environment={}, home=NOWHERE).kind in set(Kind)


class Volume(NamedTuple):
    root: str
    drive: int
    file_system: str = "NTFS"
    label: str = ""
    flags: int = 0x3E706FF


WINDOWS = [
    (Volume("C:\\", 3, label="System"), Kind.LOCAL, "this computer"),
    (Volume("Z:\\", 4, label="Team"), Kind.NETWORK, "Team"),
    (Volume("Z:\\", 4), Kind.NETWORK, "network drive"),
    (Volume("\\\\nas\\work\\", 4), Kind.NETWORK, "network drive"),
    (Volume("\\\\nas\\work\\", 1, "", "", 0), Kind.NETWORK, "network drive"),
    (Volume("\\\\wsl.localhost\\Debian\\", 4, "9P"), Kind.NETWORK, "9P share"),
    (Volume("\\\\?\\Volume{4c1b02c1}\\", 3), Kind.LOCAL, "this computer"),
    (Volume("E:\\", 2, "FAT32", "STICK"), Kind.FAT, "STICK"),
    (Volume("E:\\", 3, "FAT"), Kind.FAT, "FAT disk"),
    (Volume("E:\\", 2, "exFAT"), Kind.REMOVABLE, "removable disk"),
    (Volume("G:\\", 3, "FAT32", "Google Drive"), Kind.CLOUD, "Google Drive"),
    (Volume("D:\\", 5, "CDFS", "BACKUP", 0x80005), Kind.READ_ONLY, "BACKUP"),
    (Volume("Q:\\", 1, "", "", 0), Kind.REMOVABLE, "removable disk"),
    (Volume("Q:\\", 0, "", "", 0), Kind.REMOVABLE, "removable disk"),
    (Volume("R:\\", 6, label="RAM"), Kind.LOCAL, "this computer"),
]


@pytest.mark.parametrize(("volume", "kind", "name"), WINDOWS)
def test_windows_tells_by_its_volumes(volume: Volume, kind: Kind, name: str) -> None:
    disk = disks.from_volume(*volume)
    found = place_of(NOWHERE / "a.studio", disk=disk, environment={}, home=NOWHERE)
    assert found == Place(kind, name)


def statfs(type_: str, point: str, source: str, flags: int) -> bytes:
    answer = bytearray(2168)
    answer[64:68] = flags.to_bytes(4, "little")
    for start, text in ((72, type_), (88, point), (1112, source)):
        answer[start : start + len(text)] = text.encode()
    return bytes(answer)


LOCAL = 0x1000
MACOS = [
    (statfs("apfs", "/System/Volumes/Data", "/dev/disk3s5", LOCAL), Kind.LOCAL, "this computer"),
    (statfs("smbfs", "/Volumes/Team", "//ada@nas/Team", 0), Kind.NETWORK, "SMB share"),
    (statfs("afpfs", "/Volumes/Old", "afp_0001", 0), Kind.NETWORK, "AFP share"),
    (statfs("nfs", "/System/Volumes/Data/nas", "nas:/v", 0), Kind.NETWORK, "NFS share"),
    (statfs("webdav", "/Volumes/dav", "https://x.org/", 0), Kind.NETWORK, "WebDAV share"),
    (statfs("macfuse", "/Volumes/My Box", "x", 0), Kind.NETWORK, "My Box"),
    (statfs("msdos", "/Volumes/STICK", "/dev/disk4s1", LOCAL), Kind.FAT, "STICK"),
    (statfs("exfat", "/Volumes/Big", "/dev/disk5s1", LOCAL), Kind.REMOVABLE, "Big"),
    (statfs("hfs", "/Volumes/App", "/dev/disk6", LOCAL | 1), Kind.READ_ONLY, "App"),
    (bytes(2168), Kind.LOCAL, "this computer"),
    (b"", Kind.LOCAL, "this computer"),
]


@pytest.mark.parametrize(("answer", "kind", "name"), MACOS)
def test_macos_tells_by_statfs(answer: bytes, kind: Kind, name: str) -> None:
    disk = disks.from_statfs(answer)
    found = place_of(NOWHERE / "a.studio", disk=disk, environment={}, home=NOWHERE)
    assert found == Place(kind, name)


AT_HOME = [
    ("Dropbox/a.studio", "Dropbox"),
    ("Dropbox/deep/er/a.studio", "Dropbox"),
    ("Dropbox", "Dropbox"),
    ("Dropbox (Agency)/a.studio", "Dropbox"),
    ("OneDrive/a.studio", "OneDrive"),
    ("OneDrive - Agency Ltd/Spots/a.studio", "OneDrive"),
    ("Google Drive/a.studio", "Google Drive"),
    ("Library/Mobile Documents/com~apple~CloudDocs/a.studio", "iCloud Drive"),
    ("iCloudDrive/a.studio", "iCloud Drive"),
    ("Library/CloudStorage/GoogleDrive-ada@x.org/My Drive/a.studio", "Google Drive"),
    ("Library/CloudStorage/OneDrive-Agency/a.studio", "OneDrive"),
    ("Library/CloudStorage/Dropbox/a.studio", "Dropbox"),
    ("Library/CloudStorage/Box-Box/a.studio", "Box"),
    ("Nextcloud/a.studio", "Nextcloud"),
    ("pCloudDrive/a.studio", "pCloud"),
    ("Box/a.studio", "Box"),
    ("Box Sync/a.studio", "Box"),
    ("MEGA/a.studio", "MEGA"),
    ("MEGAsync/a.studio", "MEGA"),
    ("Creative Cloud Files/a.studio", "Creative Cloud"),
    ("Documents/a.studio", None),
    ("Dropboxes/a.studio", None),
    ("Documents/Dropbox/a.studio", None),
    ("Box of pictures/a.studio", None),
    ("Library/Application Support/a.studio", None),
    ("a.studio", None),
]


@pytest.mark.parametrize(("inside", "cloud"), AT_HOME)
def test_the_usual_folders_of_a_home_are_clouds(inside: str, cloud: str | None) -> None:
    found = in_folder(NOWHERE / inside, home=NOWHERE)
    assert found == (Place(Kind.CLOUD, cloud) if cloud else Place(Kind.LOCAL, "this computer"))


def test_outside_the_home_a_name_alone_says_nothing(tmp_path: Path) -> None:
    assert in_folder(tmp_path / "Dropbox" / "a.studio", home=NOWHERE).kind is Kind.LOCAL


@pytest.mark.parametrize("key", ["OneDrive", "ONEDRIVE", "OneDriveConsumer", "OneDriveCommercial"])
def test_onedrive_tells_its_folder_in_the_environment(key: str, tmp_path: Path) -> None:
    told = {key: str(tmp_path / "Cloud")}
    inside, beside = tmp_path / "Cloud" / "x" / "a.studio", tmp_path / "Clouds" / "a.studio"
    assert in_folder(inside, home=NOWHERE, environment=told) == Place(Kind.CLOUD, "OneDrive")
    assert in_folder(beside, home=NOWHERE, environment=told).kind is Kind.LOCAL
    assert in_folder(inside, home=NOWHERE, environment={key: ""}).kind is Kind.LOCAL


def test_dropbox_tells_its_folders_in_its_settings(tmp_path: Path) -> None:
    info = empty(tmp_path / "home" / ".dropbox" / "info.json")
    team = {"path": str(tmp_path / "Team Space" / "Ada"), "root_path": str(tmp_path / "Team Space")}
    info.write_text(
        json.dumps({"personal": {"path": str(tmp_path / "Mine"), "host": 1}, "business": team})
    )
    for folder in ("Mine", "Team Space/Ada", "Team Space/All"):
        found = in_folder(tmp_path / folder / "a.studio", home=tmp_path / "home")
        assert found == Place(Kind.CLOUD, "Dropbox")
    assert in_folder(tmp_path / "Yours" / "a.studio", home=tmp_path / "home").kind is Kind.LOCAL
    told = {"APPDATA": str(tmp_path / "roaming")}
    info.rename(empty(tmp_path / "roaming" / "Dropbox" / "info.json"))
    found = in_folder(tmp_path / "Mine" / "a.studio", home=NOWHERE, environment=told)
    assert found == Place(Kind.CLOUD, "Dropbox")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"personal": 3}', '{"personal": {"path": 7}}', "\ud800"]
)
def test_settings_that_cannot_be_read_tell_nothing(text: str, tmp_path: Path) -> None:
    info = empty(tmp_path / ".dropbox" / "info.json")
    info.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert in_folder(tmp_path / "Mine" / "a.studio", home=tmp_path).kind is Kind.LOCAL


MARKS = [
    (".dropbox.cache/x", "Dropbox"),
    (".dropbox", "Dropbox"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".tmp.drivedownload/x", "Google Drive"),
    (".sync_0123456789ab.db", "Nextcloud"),
    ("._sync_0123456789ab.db", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".stfolder/x", "Syncthing"),
    (".stfolder", "Syncthing"),
    (".sync/ID", "Resilio Sync"),
    (".debris/x", "MEGA"),
    (".megaignore", "MEGA"),
]


@pytest.mark.parametrize(("mark", "cloud"), MARKS)
def test_a_mark_further_up_tells_the_cloud(mark: str, cloud: str, tmp_path: Path) -> None:
    empty(tmp_path / "kept" / mark)
    for inside in ("kept/a.studio", "kept/deep/er/a.studio"):
        found = in_folder(tmp_path / inside, home=NOWHERE)
        assert found == Place(Kind.CLOUD, cloud)
    assert in_folder(tmp_path / "beside" / "a.studio", home=NOWHERE).kind is Kind.LOCAL


@pytest.mark.parametrize("no_mark", [".dropbox/info.json", ".sync/other", ".tmp.drivedownload"])
def test_what_only_looks_like_a_mark_tells_nothing(no_mark: str, tmp_path: Path) -> None:
    empty(tmp_path / no_mark)
    assert in_folder(tmp_path / "a.studio", home=tmp_path).kind is Kind.LOCAL


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_into_a_cloud_folder_is_in_the_cloud_and_out_of_it_too(tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    (home / "Dropbox").mkdir(parents=True)
    data.mkdir()
    (tmp_path / "short").symlink_to(home / "Dropbox")
    (home / "OneDrive").symlink_to(data)
    assert in_folder(tmp_path / "short" / "a.studio", home=home).name == "Dropbox"
    assert in_folder(home / "OneDrive" / "a.studio", home=home).name == "OneDrive"
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert in_folder(tmp_path / "round" / "a.studio", home=home).kind is Kind.LOCAL


@pytest.mark.skipif(os.name == "nt", reason="paths of Linux")
def test_a_bind_mount_of_a_cloud_folder_is_in_the_cloud() -> None:
    text = LINUX + "70 28 8:3 /ada/Dropbox /srv/shared rw - btrfs /dev/sda3 rw\n"
    home = Path("/people/ada")
    found = place_of(Path("/srv/shared/x/a.studio"), mountinfo=text, environment={}, home=home)
    assert found == Place(Kind.CLOUD, "Dropbox")
    assert disks.other_names(PurePosixPath("/srv/shared/x/a"), text) == ["/people/ada/Dropbox/x/a"]
    assert on_linux("/srv/shared/x/a.studio", text).kind is Kind.LOCAL


def test_a_share_is_not_searched_for_marks(tmp_path: Path) -> None:
    """Each look is a question over the network, and the answer changes nothing."""
    empty(tmp_path / ".stfolder" / "x")
    disk = Disk("nfs4", "nas:/v")
    found = place_of(tmp_path / "a.studio", disk=disk, environment={}, home=NOWHERE)
    assert found == Place(Kind.NETWORK, "NFS share")


def test_only_shares_and_clouds_need_a_working_copy() -> None:
    shared = {kind for kind in Kind if Place(kind, "x").is_shared}
    assert shared == {Kind.NETWORK, Kind.CLOUD}


def test_a_home_that_cannot_be_told_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", none)
    found = place_of(Path("/somewhere/Dropbox/a.studio"), mountinfo=ROOT, environment={})
    assert found == Place(Kind.LOCAL, "this computer")
