import HTTPTypes
import Hummingbird
import Recoveries
import Service

/// `/v1/recoveries`: what a merchant's server calls.
struct RecoveryRoutes: Sendable {
    let useCases: UseCases
    let replay: Replay

    init(useCases: UseCases) {
        self.useCases = useCases
        replay = Replay(replies: useCases.keptReplies)
    }

    func register(on routes: Routes) {
        routes.add(.post, "/v1/recoveries", open)
        routes.add(.get, "/v1/recoveries", list)
        routes.add(.get, "/v1/recoveries/{id}", one)
        routes.add(.post, "/v1/recoveries/{id}/cancel", cancel)
        routes.add(.post, "/v1/recoveries/{id}/remind", remind)
        routes.add(.post, "/v1/recoveries/{id}/links", createLink)
        routes.add(.post, "/v1/recoveries/{id}/settle", settle)
    }

    private func open(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let merchant = try context.requireMerchant()
        let body = try await request.boundedBody()
        let key = try request.idempotencyKey(merchant, body)
        return try await replay.answer(key, status: .created, encode: RecoveryResource.encode) { keeper in
            let asked = try OpenRequest(body: body)
            let account = try await account(merchant)
            switch try await useCases.open.open(asked, for: account, keeping: keeper) {
            case .opened(let details): return (.created, details)
            case .existed(let details): return (.ok, details)
            }
        }
    }

    private func list(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let query = try ListQuery(request)
        let (page, hasMore) = try await useCases.read.page(
            of: try context.requireMerchant(), state: query.state, intent: query.intent,
            before: query.cursor, limit: query.limit)
        let cursor = hasMore ? page.last?.recovery.id.description : nil
        return try .json(
            ListResource(data: page.map(RecoveryResource.init), hasMore: hasMore, nextCursor: cursor))
    }

    private func one(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let details = try await useCases.read.one(try context.recoveryID(), of: try context.requireMerchant())
        return try .json(RecoveryResource(details))
    }

    private func cancel(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let (merchant, id) = (try context.requireMerchant(), try context.recoveryID())
        let key = try await request.keyOfEmptyBody(merchant)
        return try await replay.answer(key, status: .ok, encode: RecoveryResource.encode) { keeper in
            (.ok, try await useCases.end.cancel(id, of: merchant, keeping: keeper))
        }
    }

    private func remind(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let (merchant, id) = (try context.requireMerchant(), try context.recoveryID())
        let key = try await request.keyOfEmptyBody(merchant)
        return try await replay.answer(key, status: .ok, encode: RecoveryResource.encode) { keeper in
            (.ok, try await useCases.remind.remind(id, account: try await account(merchant), keeping: keeper))
        }
    }

    /// The kept copy of this reply holds no URL; it is minted again for each answer.
    private func createLink(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let (merchant, id) = (try context.requireMerchant(), try context.recoveryID())
        let key = try await request.keyOfEmptyBody(merchant)
        return try await replay.answer(
            key, status: .created, encode: { try JSON.encode(LinkResource($0, url: nil)) },
            present: { try LinkResource.withURL($0, addresses: useCases.addresses) }
        ) { keeper in
            (.created, try await useCases.createLink.create(id, of: merchant, keeping: keeper))
        }
    }

    private func settle(_ request: Request, _ context: LatchkeyContext) async throws -> Response {
        let (merchant, id) = (try context.requireMerchant(), try context.recoveryID())
        let body = try await request.boundedBody()
        let key = try request.idempotencyKey(merchant, body)
        return try await replay.answer(key, status: .ok, encode: RecoveryResource.encode) { keeper in
            let state = try Self.settledState(in: body)
            return (
                .ok,
                try await useCases.end.settle(
                    id, as: state, account: try await account(merchant), keeping: keeper)
            )
        }
    }

    private static func settledState(in body: [UInt8]) throws -> RecoveryState? {
        var reader = try FieldReader(body: body)
        let name = try reader.string("state")
        try reader.finish()
        guard let name else { return nil }
        guard let state = RecoveryState(rawValue: name), [.succeeded, .canceled, .failed].contains(state) else {
            throw Problem.invalid("state", "The state is succeeded, canceled or failed.")
        }
        return state
    }

    private func account(_ merchant: MerchantID) async throws -> MerchantAccount {
        guard let account = try await useCases.directory.account(merchant) else {
            throw Problem(.notFound, code: "merchant_not_found", detail: "There is no merchant of that name.")
        }
        return account
    }
}

extension RecoveryResource {
    static func encode(_ details: RecoveryDetails) throws -> [UInt8] {
        try JSON.encode(RecoveryResource(details))
    }
}

extension LatchkeyContext {
    /// The merchant whose key was sent; ``Authentication`` has seen to it.
    func requireMerchant() throws -> MerchantID {
        guard let merchant else {
            throw Problem(.unauthorized, code: "api_key_missing", detail: "Send an API key.")
        }
        return merchant
    }

    /// The recovery that the path names.
    func recoveryID() throws -> RecoveryID {
        guard let id = parameters.get("id").flatMap({ RecoveryID($0) }) else { throw Problem.noSuchRecovery }
        return id
    }
}
