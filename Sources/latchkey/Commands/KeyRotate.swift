import ArgumentParser
import Cryptography
import Recoveries
import Service

/// `latchkey key rotate`.
struct KeyRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Lets a new master key sign; the earlier ones still verify, so no link dies.",
        discussion: """
            With LATCHKEY_MASTER_KEY_FILE the file is rewritten in one step: the new key first, the others after it. \
            Without, the new key goes to standard output and what to set to standard error. A running service goes on \
            with the keys it started with: restart it.

            Several machines must all know a key before one of them signs with it: --prepare adds it as one that only \
            verifies; copy the file to every machine and restart each; then --to ID lets it sign, likewise. \
            docs/keys.md goes through it.

            Example: latchkey key rotate --master-key-file /etc/latchkey/master.key
            """)

    @Flag(help: "Add the new key as one that only verifies so far.") var prepare = false
    @Option(help: ArgumentHelp("Let this key sign, which is in the file already.", valueName: "key-id")) var to: UInt8?
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func validate() throws {
        if prepare, to != nil { throw ValidationError("--prepare makes a key, --to takes one that is there.") }
    }

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let ring = try settings.requiredKeyRing()
        if let to { return try promote(to, ring, settings) }
        let key = try MasterKey.generate(using: SystemRandom(), avoiding: try await taken(ring, settings))
        guard let path = settings.keyFile else { return tell(key, ring) }
        let (store, day) = (KeyFileStore(path), String(Surroundings.system.now().text.prefix(10)))
        try store.change { $0.add(key, signing: !prepare, on: day) }
        Console.say("\(store.path): key \(key.id) \(prepare ? "verifies" : "signs") from the next start on.")
        Console.say(prepare ? Self.afterPreparing(key.id) : Self.afterRotating(ring.currentKeyID))
    }

    private func promote(_ id: UInt8, _ ring: KeyRing, _ settings: Settings) throws {
        guard let path = settings.keyFile else {
            throw Complaint(
                "The keys are not in a file. Swap LATCHKEY_MASTER_KEY and key \(id) in LATCHKEY_MASTER_KEY_PREVIOUS.")
        }
        guard ring.standing(of: id) != .retired else {
            throw Complaint("Key \(id) is retired. Make a new one: latchkey key rotate")
        }
        let store = KeyFileStore(path)
        guard try store.change({ $0.promote(id) }) else {
            throw Complaint("There is no key \(id) in \(store.path). `latchkey key status` shows the keys.")
        }
        Console.say("\(store.path): key \(id) signs from the next start on.")
        if id != ring.currentKeyID { Console.say(Self.afterRotating(ring.currentKeyID)) }
    }

    /// The ids of keys that are known here, also of those that only the database remembers.
    private func taken(_ ring: KeyRing, _ settings: Settings) async throws -> Set<UInt8> {
        let configured = Set([ring.currentKeyID] + ring.previousKeyIDs + ring.retiredKeyIDs)
        guard Surrounding.exists(settings.databasePath) else { return configured }
        return configured.union(try await Stores.using(settings) { try await $0.keyRegister.takenIDs() })
    }

    private func tell(_ key: MasterKey, _ ring: KeyRing) {
        Console.say(key.base64().reveal())
        let kept = "the present value of LATCHKEY_MASTER_KEY (key \(ring.currentKeyID))"
        Console.complain(
            prepare
                ? """
                This is key \(key.id). Add it to LATCHKEY_MASTER_KEY_PREVIOUS on every machine, separated by a comma, and \
                restart each. Then, on one machine after the other, swap it with LATCHKEY_MASTER_KEY and restart.
                """
                : """
                This is key \(key.id). Set
                  LATCHKEY_MASTER_KEY            to it
                  LATCHKEY_MASTER_KEY_PREVIOUS   to \(kept), a comma, and what stands there now
                and restart `latchkey serve`. Several machines: use --prepare.
                """)
        if !prepare { Console.complain(Self.afterRotating(ring.currentKeyID)) }
    }

    private static func afterRotating(_ old: UInt8) -> String {
        """
        Restart `latchkey serve`. It seals anew what key \(old) sealed. When `latchkey key status` shows nothing that
        depends on key \(old): latchkey key retire \(old)
        """
    }

    private static func afterPreparing(_ id: UInt8) -> String {
        """
        Copy the file to every machine and restart `latchkey serve` on each. When all of them know the key:
        latchkey key rotate --to \(id), and again copy and restart.
        """
    }
}
