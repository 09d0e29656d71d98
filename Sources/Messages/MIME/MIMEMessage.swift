import FoundationEssentials
import FoundationInternationalization
import Recoveries

/// A whole message: `multipart/alternative`, the text first (RFC 2046, section 5.1.4).
struct MIMEMessage {
    var date: Instant
    var from: Mailbox
    var to: Mailbox
    var replyTo: Mailbox?
    var subject: String
    var messageID: String
    var feedbackID: String
    /// Begins with `=_`, which neither transfer encoding can produce, so no part can contain it.
    var boundary: String
    var text: String
    var html: String

    /// The message as it is handed to SMTP, without dot-stuffing and final dot.
    var bytes: [UInt8] {
        let head = headers.joined(separator: "\r\n") + "\r\n\r\n"
        return Array(head.utf8) + part("plain", text) + part("html", html) + Array("--\(boundary)--\r\n".utf8)
    }

    private var headers: [String] {
        let fields = [
            "Date: \(Self.format(date))",
            HeaderField.address("From", from),
            HeaderField.address("To", to),
            replyTo.map { HeaderField.address("Reply-To", $0) },
            HeaderField.unstructured("Subject", subject),
            "Message-ID: \(messageID)",
            "MIME-Version: 1.0",
            // RFC 3834, section 5; the second is for Exchange, the third for Gmail's postmaster figures.
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "Feedback-ID: \(feedbackID)",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
        ]
        return fields.compactMap(\.self)
    }

    private func part(_ subtype: String, _ body: String) -> [UInt8] {
        let encoding = TransferEncoding.shorter(for: body)
        let head = """
            --\(boundary)\r
            Content-Type: text/\(subtype); charset=utf-8\r
            Content-Transfer-Encoding: \(encoding.rawValue)\r
            \r

            """
        return Array(head.utf8) + encoding.encode(body) + Array("\r\n".utf8)
    }

    /// RFC 5322, section 3.3, in UTC: `Mon, 30 Nov 2026 05:05:00 +0000`.
    static func format(_ instant: Instant) -> String {
        let style = Date.VerbatimFormatStyle(
            format: """
                \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                \(second: .twoDigits) +0000
                """,
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
        return instant.date.formatted(style)
    }
}
