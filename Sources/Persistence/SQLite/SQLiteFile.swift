import Foundation

/// The file on disk: what SQLite would report as "unable to open" is told in words here.
struct SQLiteFile {
    let path: String

    /// Checks folder and file, and makes the file readable by its owner alone when it is new.
    ///
    /// SQLite gives its `-wal` and `-shm` files the rights of the database file.
    func prepare() throws(DatabaseFault) {
        try checkFolder()
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno == EEXIST {
            try checkFile()
        } else {
            throw unopenable("its file cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    private func checkFolder() throws(DatabaseFault) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            throw unopenable("its folder does not exist. Make it first: mkdir -p \(folder)")
        }
        guard isFolder.boolValue else { throw unopenable("\(folder) is a file, not a folder") }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw unopenable("its folder cannot be written. Give the user that runs Latchkey the right to")
        }
    }

    private func checkFile() throws(DatabaseFault) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            throw unopenable("a folder, or a link that leads nowhere, has that name. Name a file in it instead")
        }
        guard access(path, R_OK | W_OK) == 0 else {
            throw unopenable("its file cannot be read and written. Give the user that runs Latchkey the right to")
        }
    }

    private var folder: String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private func unopenable(_ fault: String) -> DatabaseFault {
        DatabaseFault(.cannotOpen, "The database \(path) cannot be opened: \(fault).")
    }
}
