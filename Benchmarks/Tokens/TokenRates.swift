import Cryptography

/// Measures, on one thread, how many link tokens are minted and verified a second, and beside them bare HMAC-SHA256 codes
/// of messages as long as those that are signed. Prints one line of JSON.
@main
struct TokenRates {
    static func main() throws {
        let ring = try KeyRing(
            current: MasterKey.generate(using: SystemRandom()))
        let tokens = LinkTokens(ring: ring)
        let ids = try (0..<1024).compactMap { _ in TokenID(bytes: try SystemRandom().bytes(16)) }
        let minted = ids.map(tokens.mint)
        let key = try HMACSHA256(key: SystemRandom().bytes(32))
        let message = try SystemRandom().bytes(31)
        let mint = rate { tokens.mint(ids[$0]).utf8.count }
        let verify = rate { tokens.verify(minted[$0]) == nil ? 0 : 1 }
        let bare = rate { key.code(for: message).count &+ $0 }
        print(#"{"mint": \#(mint), "verify": \#(verify), "hmac": \#(bare)}"#)
    }

    /// How often a second `work` is done; its results are added up, so that nothing is left out.
    private static func rate(_ work: (Int) -> Int) -> Int {
        let count = 400_000
        var sum = 0
        for number in 0..<count / 10 { sum &+= work(number & 1023) }
        let begun = ContinuousClock.now
        for number in 0..<count { sum &+= work(number & 1023) }
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        precondition(sum > 0, "nothing was done")
        return Int(Double(count) / seconds)
    }
}
