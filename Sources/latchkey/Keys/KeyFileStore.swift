import Cryptography
import Foundation

/// A master key file on disk, changed in one step or not at all.
struct KeyFileStore {
    /// Where it lies, symbolic links followed: the file is replaced, not the link to it.
    let path: String

    init(_ path: String) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// Reads the file, lets `change` work on it and puts the result in its place.
    ///
    /// The new text is written to a file beside it, synced, and renamed. Owner and group stay; others may not read it.
    /// That file's name is taken by one at a time, so that two changes cannot lose each other's key.
    /// - Throws: ``Complaint``; then the file is as it was.
    func change<Result>(_ change: (inout KeyFile) throws -> Result) throws -> Result {
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault(errno, draft) }
        do {
            defer { close(descriptor) }
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw Complaint("The file \(path) cannot be read.")
            }
            var file = try KeyFile(text)
            let result = try change(&file)
            try write(file, to: descriptor, draft)
            guard rename(draft, path) == 0 else { throw fault(errno, path) }
            syncFolder()
            return result
        } catch {
            unlink(draft)
            throw error
        }
    }

    private func write(_ file: KeyFile, to descriptor: Int32, _ draft: String) throws(Complaint) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw fault(errno, path) }
        // The service may run as another user than the one who rotates: it must still be able to read its key.
        let owner = (facts.st_uid, facts.st_gid) != (geteuid(), getegid())
        if owner, fchown(descriptor, facts.st_uid, facts.st_gid) != 0 { throw fault(errno, draft) }
        guard fchmod(descriptor, 0o600 | (facts.st_mode & 0o040)) == 0 else { throw fault(errno, draft) }
        do {
            try FileHandle(fileDescriptor: descriptor).write(contentsOf: Data(file.text.reveal().utf8))
        } catch {
            throw fault(errno, draft)
        }
        guard fsync(descriptor) == 0 else { throw fault(errno, draft) }
    }

    /// Makes the new name last through a power failure. Where folders cannot be synced the change stands all the same.
    private func syncFolder() {
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private func fault(_ code: Int32, _ place: String) -> Complaint {
        if code == EEXIST {
            return Complaint(
                "\(place) is there: another change of the keys is running, or was cut off. If none is, remove that file "
                    + "and try again.")
        }
        return Complaint("\(place) cannot be written: \(String(cString: strerror(code))). The keys are unchanged.")
    }
}
