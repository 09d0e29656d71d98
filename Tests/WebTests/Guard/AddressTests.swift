import Testing

@testable import Web

@Suite("Addresses and who they belong to")
struct AddressTests {
    @Test("an IPv4 address in IPv6's clothes is the IPv4 address")
    func mapped() throws {
        #expect(try #require(IPAddress("::ffff:192.0.2.1")) == #require(IPAddress("192.0.2.1")))
        #expect(try #require(IPAddress("::ffff:c000:201")) == #require(IPAddress("192.0.2.1")))
        #expect(try #require(IPAddress("::192.0.2.1")) != #require(IPAddress("192.0.2.1")))
    }

    @Test("IPv6 clients of one /64 are counted as one, IPv4 clients each")
    func counted() throws {
        func counted(_ text: String) throws -> IPAddress { try #require(IPAddress(text)).counted }
        #expect(try counted("2001:db8:1:2::1") == counted("2001:db8:1:2:ffff::9"))
        #expect(try counted("2001:db8:1:2::1") != counted("2001:db8:1:3::1"))
        #expect(try counted("192.0.2.1") != counted("192.0.2.2"))
    }

    @Test(
        "what is no address is none",
        arguments: [
            "", " ", "unknown", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::g", "[::1]", "1.2.3.4\0",
            String(repeating: "1", count: 5000),
        ])
    func rubbish(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "a block holds what begins alike, and nothing else",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"), ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
            ("192.0.2.128/25", "::ffff:192.0.2.200", "192.0.2.127"), ("fd00::/8", "fdff::1", "fc00::1"),
            ("2001:db8::/65", "2001:db8::7fff:0:0:0", "2001:db8::8000:0:0:0"), ("::1", "::1", "::2"),
            ("10.0.0.0/8", "10.1.1.1", "::a00:1"), ("128.0.0.0/1", "255.1.1.1", "127.0.0.1"),
        ])
    func blocks(_ block: String, _ inside: String, _ outside: String) throws {
        let block = try AddressBlock(block)
        #expect(block.contains(try #require(IPAddress(inside))))
        #expect(!block.contains(try #require(IPAddress(outside))))
    }

    @Test(
        "a block that is none says what would be right",
        arguments: [
            ("proxy.example", "not an IP address"), ("", "not an IP address"), ("10.0.0.0/", "after the slash"),
            ("10.0.0.0/33", "from 1 to 32"), ("::1/129", "from 1 to 128"), ("10.0.0.0/8/8", "not an IP address"),
            ("10.0.0.1/8", "beyond its prefix"), ("0.0.0.0/0", "every address"), ("::/0", "every address"),
        ])
    func faults(_ text: String, _ words: String) {
        let fault = #expect(throws: AddressBlockFault.self) { try AddressBlock(text) }
        #expect(fault?.description.contains(words) == true)
    }
}

@Suite("Who sent a request")
struct CallerTests {
    private func caller(_ peer: String?, _ forwarded: String..., trusted: [String] = []) throws -> Caller {
        try CallerReader(trusted: trusted.map { try AddressBlock($0) })
            .caller(peer: peer.flatMap { IPAddress($0) }, forwarded: forwarded)
    }

    private func client(_ text: String) throws -> Caller { .client(try #require(IPAddress(text))) }

    @Test("a stranger's X-Forwarded-For is not read")
    func spoofed() throws {
        #expect(try caller("198.51.100.7", "192.0.2.1") == client("198.51.100.7"))
        #expect(try caller("198.51.100.7", "192.0.2.1", trusted: ["10.0.0.0/8"]) == client("198.51.100.7"))
    }

    @Test("behind trusted proxies the client is the first from the right that is none of them")
    func walk() throws {
        let trusted = ["10.0.0.0/8", "127.0.0.1", "2001:db8:ffff::/48"]
        #expect(try caller("127.0.0.1", "192.0.2.1", trusted: trusted) == client("192.0.2.1"))
        #expect(try caller("127.0.0.1", "1.1.1.1, 192.0.2.1, 10.0.0.9", trusted: trusted) == client("192.0.2.1"))
        #expect(try caller("127.0.0.1", "1.1.1.1", "192.0.2.1,10.0.0.9", trusted: trusted) == client("192.0.2.1"))
        #expect(try caller("::ffff:127.0.0.1", "2001:db8:1::5", trusted: trusted) == client("2001:db8:1::5"))
        #expect(try caller("127.0.0.1", "x, 192.0.2.1:4711 ", trusted: trusted) == client("192.0.2.1"))
        #expect(try caller("127.0.0.1", "[2001:db8:1::5]:4711", trusted: trusted) == client("2001:db8:1::5"))
    }

    @Test(
        "a proxy's rubbish, and its own requests, are counted for nobody", arguments: ["unknown", "", ",", "10.0.0.1"])
    func rubbish(_ forwarded: String) throws {
        #expect(try caller("10.0.0.9", forwarded, trusted: ["10.0.0.0/8"]) == .exempt)
        #expect(try caller("10.0.0.9", trusted: ["10.0.0.0/8"]) == .silentProxy)
    }

    @Test("a very long way through proxies is not followed to its end")
    func longWay() throws {
        let steps = "192.0.2.1" + String(repeating: ", 10.0.0.1", count: 200)
        #expect(try caller("10.0.0.9", steps, trusted: ["10.0.0.0/8"]) == .exempt)
    }

    @Test("this machine is not limited, and a neighbour that passes requests on is a proxy nobody declared")
    func neighbours() throws {
        #expect(try caller("127.0.0.1") == .exempt)
        #expect(try caller("::1") == .exempt)
        #expect(try caller(nil, "192.0.2.1") == .exempt)
        for peer in ["127.0.0.1", "10.1.2.3", "172.17.0.1", "192.168.1.1", "fd00::1", "fe80::1", "100.64.0.1"] {
            #expect(try caller(peer, "192.0.2.1") == .undeclaredProxy)
        }
        #expect(try caller("10.1.2.3") == client("10.1.2.3"))
        #expect(try caller("172.32.0.1", "192.0.2.1") == client("172.32.0.1"))
    }
}
