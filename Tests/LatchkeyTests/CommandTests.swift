import ArgumentParser
import Foundation
import NIOCore
import Testing

@testable import latchkey

@Suite("The command line")
struct CommandTests {
    @Test(
        "every command takes what its help shows",
        arguments: [
            ["serve", "--listen", "127.0.0.1:1"], ["doctor", "--config", "a.yaml"], ["demo", "--verbose"],
            ["merchant", "add", "bakery", "--name", "B", "--mail-from", "a@b.example", "--open-automatically"],
            ["merchant", "list", "--json"], ["key", "create", "--merchant", "bakery", "--name", "api"],
            ["key", "list", "--json"], ["key", "revoke", "key_01h455vb4pex5vsknk084sn02q"], ["key", "generate-master"],
            ["key", "status", "--json"], ["key", "rotate"], ["key", "rotate", "--prepare"],
            ["key", "rotate", "--to", "7"],
            ["key", "reseal"], ["key", "retire", "7", "--force", "--master-key-file", "key"],
            ["link", "inspect", "token", "--master-key-file", "key"], ["outbox", "list", "--state", "dead"],
            ["outbox", "retry", "--all"], ["outbox", "retry", "ntf_01h455vb4pex5vsknk084sn02q"],
            ["template", "check", "--templates", "folder"], ["migrate", "--dry-run", "--database", "sqlite:a"],
        ])
    func parses(arguments: [String]) throws {
        _ = try Latchkey.parseAsRoot(arguments)
    }

    @Test(
        "what is wrong on the command line is refused",
        arguments: [
            ["serve", "--lisen", "a"], ["serve", "--master-key", "a"], ["merchant", "add", "Bad_Name", "--name", "B"],
            ["merchant", "add", "bakery"], ["key", "revoke", "lk_1"],
            ["key", "rotate", "--prepare", "--to", "7"], ["key", "retire", "256"], ["key", "retire"],
            ["outbox", "list", "--state", "gone"],
            ["outbox", "list", "--limit", "0"], ["outbox", "retry"], ["link", "inspect"], ["nothing"],
        ])
    func refuses(arguments: [String]) {
        #expect(throws: (any Error).self) { try Latchkey.parseAsRoot(arguments) }
    }

    @Test("a table's columns stand in line, without blanks at the end")
    func table() {
        let table = TextTable(["ID", "NAME", "STATE"], [["1", "a long name", "x"], ["22", "b", ""]])
        #expect(table.lines == ["ID  NAME         STATE", "1   a long name  x", "22  b"])
    }

    @Test("a finding says what to do in a line of its own")
    func finding() {
        let lines = Finding.broken("mail", "refused", "Check the port.").lines
        #expect(lines == ["✗ mail         refused", "               → Check the port."])
    }

    @Test(
        "the name that was meant is the nearest one, if any is near",
        arguments: [("base_ulr", "base_url"), ("log_levl", "log_level"), ("smtp", nil), ("colour", nil)]
            as [(String, String?)])
    func nearest(name: String, meant: String?) {
        let found = UnknownNames.nearest(to: name, among: ["base_url", "log_level", "listen"])
        #expect(found == meant)
    }

    @Test("a taken port is told with another one to try, and how")
    func port() {
        let taken = IOError(errnoCode: EADDRINUSE, reason: "bind")
        let text = ListenFault(taken, listen: .standard)?.description
        #expect(text?.contains("127.0.0.1:8080 is taken") == true)
        #expect(text?.contains("--listen 127.0.0.1:8081") == true)
        #expect(ListenFault(CancellationError(), listen: .standard) == nil)
    }
}
