import ArgumentParser
import Cryptography

/// `latchkey key generate-master`.
struct KeyGenerateMaster: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-master",
        abstract: "Makes a master key: 32 random bytes in base64.",
        discussion: """
            Every link is signed and every secret in the database sealed with keys derived from it. Keep a copy apart \
            from the database: without it, links that were sent stop working and sealed secrets cannot be read. The \
            key goes to standard output, its id to standard error.

            Example: (umask 077; latchkey key generate-master > /etc/latchkey/master.key)
            """)

    func run() throws {
        let key = try MasterKey.generate(using: SystemRandom())
        Console.say(key.base64().reveal())
        Console.complain("Key id \(key.id). Set it as LATCHKEY_MASTER_KEY, or its file as LATCHKEY_MASTER_KEY_FILE.")
    }
}
