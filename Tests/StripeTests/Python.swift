import Foundation

/// The Python of the tests' environment, where `stripe` is, else the system's.
enum Python {
    static let path: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let candidates = [root.appending(path: ".test/venv/bin/python3").path(), "/usr/bin/python3"]
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? ""
    }()
}
