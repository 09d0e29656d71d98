import Foundation
import Logging

/// Logs to standard error, one line an entry: time, level, label, message, then `key=value`.
struct LineLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    /// Takes a finished line in UTF-8, its line break included.
    let write: @Sendable ([UInt8]) -> Void
    /// What time it is.
    let now: @Sendable () -> Date

    init(
        label: String, level: Logger.Level, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable ([UInt8]) -> Void = Self.writeToStandardError
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
        var line = LogLine()
        line.append(time: now())
        line.append(level: event.level)
        line.append(label)
        line.append(event.message.description)
        for (key, value) in facts(of: event) { line.append(key, value.description) }
        write(line.finished)
    }

    private func facts(of event: LogEvent) -> [(key: String, value: Logger.MetadataValue)] {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let said = event.metadata { all.merge(said) { _, new in new } }
        return all.sorted { $0.key < $1.key }
    }

    /// A log that cannot be written is no reason to stop: nobody could be told of it.
    @Sendable static func writeToStandardError(_ line: [UInt8]) {
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Foundation.write(
                    STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
