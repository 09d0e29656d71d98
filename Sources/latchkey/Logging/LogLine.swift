import Foundation
import Logging

/// One line of the log as it grows, in UTF-8.
///
/// No line break or control character of a value can begin a line of its own.
struct LogLine {
    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(256)
    }

    /// The line with its line break.
    var finished: [UInt8] { bytes + [UInt8(ascii: "\n")] }

    /// In ISO 8601, to the millisecond, in Greenwich's time.
    mutating func append(time: Date) {
        var parts = tm()
        let milliseconds = Int((time.timeIntervalSince1970 * 1000).rounded(.down))
        var seconds = time_t(milliseconds / 1000)
        gmtime_r(&seconds, &parts)
        append(Int(parts.tm_year) + 1900, digits: 4, before: "-")
        append(Int(parts.tm_mon) + 1, digits: 2, before: "-")
        append(Int(parts.tm_mday), digits: 2, before: "T")
        append(Int(parts.tm_hour), digits: 2, before: ":")
        append(Int(parts.tm_min), digits: 2, before: ":")
        append(Int(parts.tm_sec), digits: 2, before: ".")
        append(milliseconds % 1000, digits: 3, before: "Z")
    }

    mutating func append(level: Logger.Level) {
        append(level.rawValue.uppercased())
    }

    /// Text behind a blank.
    mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: " "))
        appendPlain(text)
    }

    /// A fact. A value with blanks or quotation marks stands in quotation marks.
    mutating func append(_ key: String, _ value: String) {
        append(key)
        bytes.append(UInt8(ascii: "="))
        let isBare = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x3D && $0 != 0x7F }
        if isBare { return appendPlain(value) }
        bytes.append(UInt8(ascii: "\""))
        appendPlain(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendPlain(_ text: String) {
        for byte in text.utf8 { bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
    }

    private mutating func append(_ number: Int, digits: Int, before mark: Unicode.Scalar) {
        var divisor = digits == 4 ? 1000 : digits == 3 ? 100 : 10
        while divisor > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 48 + number / divisor % 10))
            divisor /= 10
        }
        bytes.append(UInt8(ascii: mark))
    }
}
