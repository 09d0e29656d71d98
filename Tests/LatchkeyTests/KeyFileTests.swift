import Cryptography
import Foundation
import Testing

@testable import latchkey

@Suite("A file of master keys")
struct KeyFileTests {
    private let keys: [MasterKey]
    private let texts: [String]

    init() throws {
        var made: [MasterKey] = []
        while made.count < 3 {
            made.append(try MasterKey.generate(using: SystemRandom(), avoiding: Set(made.map(\.id))))
        }
        keys = made
        texts = made.map { $0.base64().reveal() }
    }

    @Test("a file with one key and nothing else is one", arguments: ["", "\n", "\r\n", "\n\n"])
    func alone(end: String) throws {
        #expect(try KeyFile(texts[0] + end).keys.map(\.id) == [keys[0].id])
    }

    @Test("the first key signs, the following verify, retired ids are refused, remarks are passed over")
    func grammar() throws {
        let text = """
            # the shop's keys

              \(texts[0])   # made today
            \(texts[1])# last year
            Retired: \(keys[2].id) , 300ths are no ids
            """
        #expect(throws: Complaint.self) { try KeyFile(text) }
        let good = text.replacing(" , 300ths are no ids", with: ",\(keys[2].id) # lost")
        let ring = try #require(
            try Settings.read([.masterKeyFile: "keys"], files: ["keys": good]).keyRing)
        #expect(ring.currentKeyID == keys[0].id)
        #expect(ring.previousKeyIDs == [keys[1].id])
        #expect(ring.retiredKeyIDs == [keys[2].id])
    }

    @Test("a line that cannot be read is told by its number, never by what stands in it")
    func faults() throws {
        for wrong in ["tooshort", "sign: 5", "retired: x", String(texts[1].dropLast(9))] {
            let fault = #expect(throws: Complaint.self) { try KeyFile("\(texts[0])\n\n\(wrong)\n") }
            #expect(fault?.description.hasPrefix("Line 3: ") == true)
            #expect(fault?.description.contains(texts[1].prefix(20)) == false)
        }
        #expect(throws: Complaint.self) { try KeyFile("# nothing yet\n") }
    }

    @Test("keys of the environment verify beside those of the file")
    func together() throws {
        let settings = try Settings.read(
            [.masterKeyFile: "keys", .masterKeyPrevious: texts[2], .masterKeyRetired: "\(keys[1].id)"],
            files: ["keys": "\(texts[0])\n\(texts[1])\n"])
        #expect(settings.keyRing?.standing(of: keys[2].id) == .previous)
        #expect(settings.keyRing?.standing(of: keys[1].id) == .retired)
        #expect(settings.keyFile == "keys")
    }

    @Test("what is wrong between keys is told of the place where it stands")
    func places() throws {
        let twice = Settings.faults(of: [.masterKeyFile: "k"], files: ["k": "\(texts[0])\n\(texts[0])\n"])
        #expect(twice.map(\.name) == [.masterKeyFile])
        let retired = Settings.faults(
            of: [.masterKeyFile: "k"], files: ["k": "\(texts[0])\nretired: \(keys[0].id)\n"])
        #expect(retired.map(\.name) == [.masterKeyFile])
    }

    @Test("a new key goes first when it signs and last when it only verifies; all else stays as it was written")
    func adding() throws {
        let text = "# ours\n\(texts[0]) # old\nretired: 7\n# end\n"
        var file = try KeyFile(text)
        file.add(keys[1], signing: false, on: "2026-01-31")
        file.add(keys[2], signing: true, on: "2026-01-31")
        #expect(
            file.text.reveal() == """
                # ours
                \(texts[2])  # key \(keys[2].id), made 2026-01-31
                \(texts[0]) # old
                \(texts[1])  # key \(keys[1].id), made 2026-01-31
                retired: 7
                # end

                """)
        #expect(try KeyFile(file.text.reveal()).keys.map(\.id) == [keys[2].id, keys[0].id, keys[1].id])
    }

    @Test("a key that verifies can be let sign, one that is not there cannot")
    func promoting() throws {
        var file = try KeyFile("# ours\n\(texts[0])\n\(texts[1])\n")
        let promoted = [file.promote(keys[1].id), file.promote(keys[2].id)]
        #expect(promoted == [true, false])
        #expect(file.text.reveal() == "# ours\n\(texts[1])\n\(texts[0])\n")
    }

    @Test("a retired key is gone from the file, and its id stays")
    func retiring() throws {
        var file = try KeyFile("\(texts[0])\n\(texts[1])\n")
        for _ in 0..<2 { file.retire(keys[1].id, on: "2026-01-31") }
        #expect(file.text.reveal() == "\(texts[0])\nretired: \(keys[1].id)  # on 2026-01-31\n")
    }
}

@Suite("A file of master keys on disk")
struct KeyFileStoreTests {
    @Test("it is replaced in one step, for the owner's eyes, through a link")
    func replaces() throws {
        try withFile { path, first in
            let link = path + ".link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            let key = try MasterKey.generate(using: SystemRandom(), avoiding: [first.id])
            try KeyFileStore(link).change { $0.add(key, signing: true, on: "2026-01-31") }
            #expect(try KeyFile(String(contentsOfFile: path, encoding: .utf8)).keys.map(\.id) == [key.id, first.id])
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o640)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
            #expect(!FileManager.default.fileExists(atPath: path + ".new"))
        }
    }

    @Test("two changes at once cannot lose a key: the second waits for no one and says so")
    func exclusive() throws {
        try withFile { path, first in
            let store = KeyFileStore(path)
            let before = try String(contentsOfFile: path, encoding: .utf8)
            try store.change { _ in
                let refused = #expect(throws: Complaint.self) { try store.change { $0.retire(9, on: "") } }
                #expect(refused?.description.contains("another change of the keys is running") == true)
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
        }
    }

    @Test("a change that fails leaves the file and nothing beside it")
    func failing() throws {
        try withFile { path, _ in
            let before = try String(contentsOfFile: path, encoding: .utf8)
            #expect(throws: Complaint.self) { try KeyFileStore(path).change { _ in throw Complaint("no") } }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
            #expect(!FileManager.default.fileExists(atPath: path + ".new"))
        }
    }

    private func withFile(_ body: (String, MasterKey) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("latchkey-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let key = try MasterKey.generate(using: SystemRandom())
        let path = folder.appendingPathComponent("master.key").resolvingSymlinksInPath().path
        try Data("\(key.base64().reveal())\n".utf8).write(to: URL(fileURLWithPath: path))
        try body(path, key)
    }
}
