import FoundationEssentials

/// Finds what lies around the command: folders of the checkout, files beside it.
enum Surrounding {
    /// The folder `name` that holds these folders, in the working directory, beside the executable or above it; nil when there
    /// is none.
    static func folder(_ name: String, holding parts: [String] = []) -> String? {
        let working = FileManager.default.currentDirectoryPath
        let above = executableFolder.map(selfAndParents) ?? []
        return ([working] + above).map { "\($0)/\(name)" }.first { folder in
            isFolder(folder) && parts.allSatisfy { isFolder("\(folder)/\($0)") }
        }
    }

    /// Whether there is a folder at `path`.
    static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }

    /// Whether there is anything at `path`.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Whether users may read the file at `path` who are neither its owner nor in its group.
    static func isOpenToOthers(_ path: String) -> Bool {
        let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
        return (mode ?? 0) & 0o004 != 0
    }

    /// Whether a file may be made at `path`.
    static func canWrite(folderOf path: String) -> Bool {
        FileManager.default.isWritableFile(atPath: path.contains("/") ? parent(path) ?? "/" : ".")
    }

    /// Where this executable lies.
    static var executableFolder: String? {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            return nil
        }
        return parent(path)
    }

    private static func selfAndParents(_ path: String) -> [String] {
        var folders = [path]
        while let last = folders.last, let next = parent(last) { folders.append(next) }
        return folders
    }

    private static func parent(_ path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
        return String(path[..<slash])
    }
}
