import ArgumentParser
import Foundation
import Logging
import Transport

/// `latchkey demo`.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows the whole story on this machine, with nothing to set up.",
        discussion: """
            Starts a mailbox and a stand-in for Stripe on loopback, serves on 127.0.0.1:8080, charges ¥1,099 to a saved \
            card whose bank wants 3-D Secure, and prints where the mail and its link are. Ctrl-C ends everything.

            `make run` installs what it needs and starts it. With STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY (test \
            mode) in the environment it uses Stripe itself. Data lies in .demo; settings of the environment and of \
            latchkey.yaml are left aside.
            """)

    @Option(
        help: ArgumentHelp("Where to listen (else LATCHKEY_LISTEN, else 127.0.0.1:8080).", valueName: "address:port"))
    var listen: String?
    @Flag(help: "Show the log.") var verbose = false

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let folder = try DemoFolder()
        let secrets = try folder.secrets()
        let place = try ListenAddress(listen ?? environment["LATCHKEY_LISTEN"] ?? "\(ListenAddress.standard)")
        let logger = startLogging(verbose ? .info : .warning)
        let stage = try await DemoStage(
            folder, base: place.localURL, webhookSecret: secrets.webhookSecret, environment: environment)
        defer { stage.close() }
        let sources = DemoSettings(folder: folder, secrets: secrets, stage: stage, listen: place).sources
        let settings = try await sources.load(requiring: [.masterKey, .smtpURL]).settings
        let (ready, announce) = AsyncStream<Void>.makeStream()
        let composition = try await buildComposition(settings, logger: logger) { _ in announce.finish() }
        let story = Demonstration(
            base: settings.baseURL.text, apiKey: secrets.apiKey, stage: stage,
            client: DemoClient(https: composition.https))
        let telling = Task {
            for await _ in ready {}
            await tell(story)
        }
        defer { telling.cancel() }
        try await composition.run()
    }

    private func tell(_ story: Demonstration) async {
        guard !Task.isCancelled else { return }
        do {
            let link = try await story.play()
            Console.say(
                """

                A charge of ¥1,099 needs its customer: the bank wants 3-D Secure.\
                \(story.stage.stripe.isStandIn ? "" : " (Stripe's test mode)")

                  Mailbox   \(story.stage.mailbox)
                  Link      \(link)

                Open the mailbox, read the mail, follow its link. Ctrl-C ends the demonstration.
                """)
        } catch {
            if !Task.isCancelled { Console.complain("The demonstration got stuck: \(error)") }
        }
    }
}
