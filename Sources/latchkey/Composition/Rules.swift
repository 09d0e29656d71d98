import Cryptography
import Outbox
import Persistence
import Recoveries
import Service
import Stripe
import Transport
import Web

/// The use cases, each built once.
struct Rules {
    let useCases: UseCases
    let addresses: LinkAddresses
    let housekeeping: Housekeeping
    let lookAgain: LookAgain

    init(_ settings: Settings, stores: Stores, https: any WebTransport, bell: Bell) throws {
        let (database, surroundings) = (stores.database, stores.surroundings)
        let ring = try settings.requiredKeyRing()
        let policy = settings.linkPolicy
        let secrets = ClientSecrets(box: SealedBox(ring: ring, random: SystemRandom()))
        let stripe = StripeClient(settings: StripeSettings(apiBase: settings.stripe.apiBase), transport: https)
        let intents = IntentReader(stripe: stripe, database: database, secrets: secrets)
        let settlement = Settlement(database: database, surroundings: surroundings)
        let brisk = StripeSettings(apiBase: settings.stripe.apiBase, timeout: .seconds(5), attempts: 1)
        let quick = IntentReader(
            stripe: StripeClient(settings: brisk, transport: https), database: database, secrets: secrets)
        lookAgain = LookAgain(intents: quick, settlement: settlement)
        let open = OpenRecovery(
            database: database, intents: intents, secrets: secrets, policy: policy, surroundings: surroundings,
            outboxChanged: bell.ring)
        addresses = LinkAddresses(base: settings.baseURL.text, ring: ring)
        housekeeping = Housekeeping(database: database, policy: policy, surroundings: surroundings)
        useCases = UseCases(
            apiKeys: stores.apiKeys, keptReplies: KeptReplies(database: database), directory: stores.directory,
            addresses: addresses, sessions: Sessions(ring: ring, policy: policy, surroundings: surroundings),
            open: open, read: ReadRecoveries(database: database),
            end: EndRecovery(
                database: database, intents: intents, settlement: settlement, surroundings: surroundings),
            remind: RemindCustomer(
                database: database, intents: intents, settlement: settlement, surroundings: surroundings,
                outboxChanged: bell.ring),
            renew: RenewLink(
                database: database, policy: policy, surroundings: surroundings, outboxChanged: bell.ring),
            createLink: CreateLink(database: database, surroundings: surroundings),
            receive: ReceiveStripeEvent(
                database: database, directory: stores.directory, intents: intents, openRecovery: open,
                settlement: settlement, surroundings: surroundings),
            visit: VisitLink(
                database: database, directory: stores.directory, addresses: addresses, surroundings: surroundings),
            release: ReleaseSecret(
                database: database, intents: intents, settlement: settlement, policy: policy,
                surroundings: surroundings),
            check: CheckPayment(
                database: database, intents: intents, quick: quick, settlement: settlement,
                surroundings: surroundings),
            isReady: { await database.answers() })
    }
}

extension Database {
    /// Whether a small question is answered.
    func answers() async -> Bool {
        do {
            _ = try await read { try $0.nextDue() }
            return true
        } catch {
            return false
        }
    }
}
