import Foundation
import Testing

@testable import Messages

@Suite("reading a locale's file")
struct CatalogueReaderTests {
    private func read(_ json: String) throws -> [String: String] {
        let reader = try CatalogueReader(Array(json.utf8))
        return reader.ranges.mapValues { String(decoding: reader.text[$0], as: UTF8.self) }
    }

    @Test("every file we ship is read as Foundation reads it")
    func agrees() throws {
        let folder = "\(Sample.templates)/locales"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let data = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
            let wanted = flattened(try JSONSerialization.jsonObject(with: data), under: "")
            #expect(try read(String(decoding: data, as: UTF8.self)) == wanted, "\(name)")
        }
    }

    private func flattened(_ value: Any, under prefix: String) -> [String: String] {
        guard let children = value as? [String: Any] else { return [prefix: value as? String ?? "no string"] }
        return children.reduce(into: [:]) { all, child in
            all.merge(flattened(child.value, under: prefix.isEmpty ? child.key : "\(prefix).\(child.key)")) { $1 }
        }
    }

    @Test(
        "escapes are read",
        arguments: [
            (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u00e9\u20AC"#, "é€"), (#"\ud83d\ude00"#, "😀"),
            ("é😀", "é😀"), ("", ""), ("\u{7F}", "\u{7F}"),
        ])
    func escapes(written: String, wanted: String) throws {
        #expect(try read(#" {"a" : {"b" : ""# + written + "\" } }\r\n\t") == ["a.b": wanted])
    }

    @Test(
        "what is no object of strings is refused, with its line",
        arguments: [
            ("", 1), ("\n", 2), ("{", 1), ("[]", 1), ("\"a\"", 1), ("{}x", 1), ("{}{}", 1), ("{\n\"a\": 1}", 2),
            ("{\"a\": null}", 1), ("{\"a\": \"b\",}", 1), ("{\"a\" \"b\"}", 1), ("{a: \"b\"}", 1), ("{\"a\": \"b}", 1),
            ("{\"a\": \"b\"\n\"c\": \"d\"}", 2), ("{\"a\": \"\n\"}", 2), ("{\"a\": \"\\", 1), (#"{"a": "\x"}"#, 1),
            (#"{"a": "\u12"}"#, 1), (#"{"a": "\u+123"}"#, 1), (#"{"a": "\ud83d"}"#, 1), (#"{"a": "\ude00"}"#, 1),
            (#"{"a": "\ud83d\u0041"}"#, 1), ("{\"a\": \"1\",\n\"a\": \"2\"}", 2),
            ("{\"a\": {\"b\": \"1\"},\n\"a.b\": \"2\"}", 2),
            (String(repeating: #"{"a":"#, count: 100_000), 1),
        ])
    func refuses(json: String, line: Int) {
        let fault = #expect(throws: CatalogueReader.Fault.self) { try read(json) }
        #expect(fault?.line == line, "\(fault?.words ?? "")")
    }

    @Test("bytes that are no UTF-8 are refused")
    func refusesBytes() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
            let json = Array(#"{"a": ""#.utf8) + bytes + Array(#""}"#.utf8)
            #expect(throws: CatalogueReader.Fault.self) { try CatalogueReader(json) }
        }
    }
}
