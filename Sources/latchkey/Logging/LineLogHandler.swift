import Foundation
import Logging

/// Logs to standard error, one line an entry: time, level, label, message, then `key=value`.
struct LineLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    /// Takes a finished line, its line break included.
    let write: @Sendable (String) -> Void
    /// What time it is.
    let now: @Sendable () -> Date

    init(
        label: String, level: Logger.Level, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable (String) -> Void = { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) }
    ) {
        self.label = label
        logLevel = level
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        all.merge(metadataProvider?.get() ?? [:]) { _, new in new }
        all.merge(event.metadata ?? [:]) { _, new in new }
        let time = now().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        let pairs = all.sorted { $0.key < $1.key }.map { "\($0)=\(Self.quoted("\($1)"))" }
        let parts = ["\(time)Z", event.level.rawValue.uppercased(), label, "\(event.message)"].map(Self.plain) + pairs
        write(parts.joined(separator: " ") + "\n")
    }

    /// A value with blanks or quotation marks stands in quotation marks.
    private static func quoted(_ value: String) -> String {
        let plain = plain(value)
        let isBare = !plain.isEmpty && !plain.contains { $0 == " " || $0 == "\"" || $0 == "=" }
        return isBare ? plain : "\"\(plain.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// No line break or control character of a value can begin a line of its own.
    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
