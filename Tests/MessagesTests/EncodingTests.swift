import Foundation
import Testing

@testable import Messages

@Suite("encodings")
struct EncodingTests {
    private func encoded(_ text: String, _ encoding: TransferEncoding) -> String {
        String(decoding: encoding.encode(text), as: UTF8.self)
    }

    @Test("no encoded word splits a character")
    func splitsNoCharacter() throws {
        let text = String(repeating: "日本👩🏽語", count: 20)
        let words = EncodedWords.words(for: text, taken: 9)
        let decoded = try words.map { word in
            let payload = try #require(word.split(separator: "?").dropFirst(3).first)
            let data = try #require(Data(base64Encoded: String(payload)))
            return try #require(String(validating: data, as: UTF8.self))
        }
        #expect(words.count > 3)
        #expect(decoded.joined() == text)
        #expect(decoded.map(\.count).reduce(0, +) == text.count)
    }

    @Test("a text with one sign beyond ASCII stays readable")
    func prefersQ() {
        let words = EncodedWords.words(for: "Confirm your ¥1,099 payment", taken: 9)
        #expect(words == ["=?utf-8?Q?Confirm_your_=C2=A51=2C099_payment?="])
    }

    @Test("plain words are folded, not encoded")
    func foldsPlainText() {
        let field = HeaderField.unstructured("Subject", String(repeating: "payment ", count: 12))
        #expect(field.components(separatedBy: "\r\n").map(\.utf8.count) == [72, 32])
        #expect(!field.contains("=?"))
    }

    @Test("quoted-printable hides blanks at a line's end and keeps lines within 76", arguments: [75, 76, 77, 152, 500])
    func quotesLines(length: Int) {
        let line = String(repeating: "a", count: length - 1) + " "
        let lines = encoded(line, .quotedPrintable).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") })
        #expect(lines.map { $0.hasSuffix("=") ? String($0.dropLast()) : $0 }.joined() == line.dropLast() + "=20")
    }

    @Test("every kind of line end becomes CRLF")
    func normalisesLineEnds() {
        #expect(encoded("a\nb\r\nc\rd\n\r", .quotedPrintable) == "a\r\nb\r\nc\r\nd\r\n\r\n")
        #expect(encoded("a\nb", .base64) == TransferEncoding.base64("a\r\nb".utf8))
    }
}
