import Foundation
import Logging
import Synchronization
import Testing

@testable import latchkey

@Suite("The log")
struct LineLogHandlerTests {
    /// Keeps what was written.
    final class Lines: Sendable {
        let kept = Mutex<[String]>([])
    }

    private func logged(_ body: (Logger) -> Void) -> [String] {
        let lines = Lines()
        let logger = Logger(label: "latchkey.web") { label in
            LineLogHandler(
                label: label, level: .info, now: { Date(timeIntervalSince1970: 0.25) },
                write: { line in lines.kept.withLock { $0.append(String(decoding: line, as: UTF8.self)) } })
        }
        body(logger)
        return lines.kept.withLock { $0 }
    }

    @Test("an entry is one line: time, level, label, message, facts in order")
    func line() {
        let lines = logged { $0.warning("It happened.", metadata: ["route": "/l/{token}", "count": "2"]) }
        #expect(lines == ["1970-01-01T00:00:00.250Z WARNING latchkey.web It happened. count=2 route=/l/{token}\n"])
    }

    @Test("what a stranger wrote begins no line of its own")
    func noInjection() {
        let lines = logged { $0.info("Heard.", metadata: ["reply": "550 no\r\n1970-01-01 ERROR \"forged\""]) }
        #expect(lines.count == 1)
        #expect(lines.first?.dropLast().contains { $0.isNewline } == false)
        #expect(lines.first?.contains(#"reply="550 no  1970-01-01 ERROR \"forged\"""#) == true)
    }

    @Test("what is below the level is not logged")
    func level() {
        #expect(logged { $0.debug("Quiet.") }.isEmpty)
    }
}
