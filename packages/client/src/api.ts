// Made from the OpenAPI document by npm run client:generate; do not edit.
export interface paths {
    "/v1/access/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a user of the parent may work on a child contract, or may not */
        get: operations["explainAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List requests for consent that you or your contracts have raised or are asked, newest first
         * @description General users see those that they have raised or are asked themselves.
         */
        get: operations["listApprovalRequests"];
        put?: never;
        /**
         * Ask another for consent to operations
         * @description Whoever may answer is mailed, and again a day before the deadline (7 days, when none is given). Once it is approved, the account that raised it does the operation and names the request. Orders that need the provider's answer raise theirs by themselves.
         */
        post: operations["raiseApprovalRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-requests/{approvalRequestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a request for consent */
        get: operations["getApprovalRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-requests/{approvalRequestId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a request
         * @description Who raised it is mailed.
         */
        post: operations["approveApprovalRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-requests/{approvalRequestId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take your own request back */
        post: operations["cancelApprovalRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approval-requests/{approvalRequestId}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deny a request
         * @description Who raised it is mailed.
         */
        post: operations["denyApprovalRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit entries, newest first
         * @description Who did what, and who was refused what. Entries of one partner form a chain; hash and seq come within a second. The provider's staff who name no partner read the provider's own chain: the catalogue and their sign-ins.
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export audit entries, oldest first
         * @description `Accept: text/csv` (the default) or `application/x-ndjson`. Takes the filters of the list, up to the moment of the request.
         */
        get: operations["exportAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/billing-details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The partner's address and registration number on documents, newest first */
        get: operations["getBillingDetails"];
        /**
         * Set the address and registration number that documents show from today
         * @description Documents that have been issued keep theirs.
         */
        put: operations["setBillingDetails"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List bulks, newest first */
        get: operations["listBulks"];
        put?: never;
        /**
         * Plan up to 10000 contracts from a file
         * @description CSV (the first line names the columns) or NDJSON, with the fields contractId, customerNumber, customerName, language, loginId, mailAddress, name, notify. A row that names a contract, by id or by a customer number in use, changes it to what the row says, or finds it so already; another row creates one. Answers the plan; nothing is ordered until it is applied.
         */
        post: operations["planBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulks/{bulkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow a bulk */
        get: operations["getBulk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulks/{bulkId}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply a plan
         * @description Every planned row becomes an order, once, however often this is asked for. A row whose plan no longer holds is refused.
         */
        post: operations["applyBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulks/{bulkId}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download what became of every row, as CSV or NDJSON
         * @description `Accept` says which. The columns of the file come last.
         */
        get: operations["downloadBulk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulks/{bulkId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try the failed rows again
         * @description Rows that were refused, and rows whose orders ended without success, are decided on anew and ordered. The others stay.
         */
        post: operations["resumeBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulks/{bulkId}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List rows of a bulk in the order of the file */
        get: operations["listBulkRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the month closes of the partner stand, newest first
         * @description Each close writes down first which contracts it expects: done and parked ones add up to them at its end.
         */
        get: operations["listCloses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/closes/{month}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The certificate of a closed month
         * @description Every expected contract has a statement or a recorded reason, and the sums tie. `sha256` is over the content as one line of JSON with its keys in order.
         */
        get: operations["getCloseCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commission-terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you are paid for end users whom you have referred, newest terms first */
        get: operations["listCommissionTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ledger of commission, newest entry first
         * @description One entry for each invoice, credit note and void of the provider to an end user whom you have referred. Entries are never changed: what is corrected is taken back by an entry of its own.
         */
        get: operations["listCommissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contract-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List contract groups by name */
        get: operations["listContractGroups"];
        put?: never;
        /**
         * Make a contract group
         * @description A user of the parent in no group sees every child contract; in one or more, those of the groups; the representative is never restricted. Contracts are in a group by name (`contracts`) or by a rule; `exclude` wins over both.
         */
        post: operations["createContractGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contract-groups/{groupId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a contract group */
        get: operations["getContractGroup"];
        put?: never;
        post?: never;
        /**
         * Delete a contract group
         * @description Its contracts and users stay. Users who are then in no group see every child contract: simulate it first.
         */
        delete: operations["deleteContractGroup"];
        options?: never;
        head?: never;
        /**
         * Rename a contract group, add and remove members
         * @description Holds from the next request of those whom it concerns.
         */
        patch: operations["changeContractGroup"];
        trace?: never;
    };
    "/v1/contract-groups/{groupId}:simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See who would gain or lose what, before changing a group */
        post: operations["simulateContractGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contract-groups/{groupId}/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the child contracts of a group, by name and by rule */
        get: operations["listContractsOfGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contract-groups/{groupId}/exclusions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the child contracts that are kept out of a group */
        get: operations["listExclusionsOfGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contract-groups/{groupId}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the users who are confined to a group */
        get: operations["listUsersOfGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contract-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The reasons for which contracts are suspended and resumed */
        get: operations["listContractReasons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search child contracts
         * @description Those that the caller sees and every condition holds of; without conditions all of them, newest first.
         */
        get: operations["listContracts"];
        put?: never;
        /**
         * Create a child contract
         * @description Makes the contract and its representative. The ids are final at once; the contract can be used when the order has succeeded.
         */
        post: operations["createContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export child contracts as CSV, oldest first
         * @description Takes the conditions of the search. UTF-8 with a byte order mark; a cell that a spreadsheet would take for a formula begins with an apostrophe.
         */
        get: operations["exportContracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a contract */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a contract's name, number, language or labels */
        patch: operations["changeContract"];
        trace?: never;
    };
    "/v1/contracts/{contractId}/allowed-addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View from where a contract's users may sign in */
        get: operations["getAllowedAddresses"];
        /**
         * Set from where a contract's users may sign in
         * @description Holds for sessions and keys from the next request on. A list for your own contract that does not hold your own address is refused.
         */
        put: operations["setAllowedAddresses"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Charges of a contract by month (料金管理): the current month estimated, closed ones fixed
         * @description Newest first, 24 months back. A month is a UTC month: it begins at 09:00 in Japan. At the partner's cost, so not for end users.
         */
        get: operations["listCharges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/charges/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One month of a contract's charges, line by line, and what is not charged with its reason */
        get: operations["getCharges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/charges/{month}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a month differs from the one before, split by cause
         * @description `new`, `ended`, `quantity`, `price`, `correction`: they add up to the change, to the yen.
         */
        get: operations["getChangeOfCharges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/charges/{month}/lines/{lineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a line has its amount: usage, price version, rule, cap and rounding, step by step */
        get: operations["explainCharge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a consent for colocation
         * @description The partner's is given by the partner; the end user's by the child contract's own users, or obtained beforehand by the partner, who states with whom, when and where.
         */
        post: operations["recordConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/end-user-estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an end user would be charged for months that are not closed, at the partner's prices, newest first
         * @description Estimates: the running month, and one that is over and waits for its close. By the same rules and rounding as the statement, over the usage that has arrived. A month for which the partner has entered no prices has none.
         */
        get: operations["listEndUserEstimates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/end-user-name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give the end user's name to the provider
         * @description Open duties that ask for it are done by it.
         */
        put: operations["nameEndUser"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/end-user-statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an end user is charged by month, at the partner's prices, newest first
         * @description 24 months back. The end user's view of charges: cost is never in it. The partner also sees what could not be made, and why.
         */
        get: operations["listEndUserStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/end-user-statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An end user's statement of a month (エンドユーザー向け明細), line by line */
        get: operations["getEndUserStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/end-user-statements/{month}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of an end user's statement: PDF in Japanese or English, CSV
         * @description Drawn when first asked for, kept, and from then on the same bytes. `Repr-Digest` has their SHA-256.
         */
        get: operations["getEndUserStatementFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/end-user-statements/{month}/pricing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For the partner: which rule priced each line of a statement, why, and what the line costs */
        get: operations["explainEndUserStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/iam-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the groups that limit users of a contract
         * @description A user in no group is not limited. A user in groups may ask only for what a role of one of them lists, beside what the permission table allows: over this API (`basePath` `/saihan`), over SSS (`/ecl-sss`) and for tokens (`/ecl-keystone`).
         */
        get: operations["listIamGroups"];
        put?: never;
        /**
         * Make a group that limits users
         * @description A user in no group is not limited. A user in groups may ask only for what a role of one of them lists, beside what the permission table allows: over this API (`basePath` `/saihan`), over SSS (`/ecl-sss`) and for tokens (`/ecl-keystone`).
         */
        post: operations["createIamGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/iam-groups/{groupId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a group with its roles and users */
        get: operations["getIamGroup"];
        put?: never;
        post?: never;
        /** Delete a group in which nobody is */
        delete: operations["deleteIamGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/iam-groups/{groupId}/roles/{roleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Attach a role to a group */
        put: operations["attachIamRole"];
        post?: never;
        /** Take a role away from a group */
        delete: operations["detachIamRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/iam-groups/{groupId}/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Limit a user by a group
         * @description The contract's representative cannot be limited.
         */
        put: operations["addUserToIamGroup"];
        post?: never;
        /**
         * Take a user out of a group
         * @description A user who is in no other group is no longer limited.
         */
        delete: operations["removeUserFromIamGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/iam-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the roles of a contract */
        get: operations["listIamRoles"];
        put?: never;
        /**
         * Make a role: a white list of requests
         * @description Of `resources` one entry must fit, in all its parts: `basePath`, `path`, `verb`, `ipAddress`, or the name of a parameter. `*` stands for any text. A user in no group is not limited. A user in groups may ask only for what a role of one of them lists, beside what the permission table allows: over this API (`basePath` `/saihan`), over SSS (`/ecl-sss`) and for tokens (`/ecl-keystone`).
         */
        post: operations["createIamRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/iam-roles/{roleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a role */
        get: operations["getIamRole"];
        put?: never;
        post?: never;
        /** Delete a role that no group has */
        delete: operations["deleteIamRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/maintenance.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Maintenance on a contract as a calendar
         * @description With an ETag: `If-None-Match` is answered with 304 while nothing is new.
         */
        get: operations["readMaintenanceAsCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/menus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may this child contract buy? */
        get: operations["listMenusOfContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/notices.atom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notices on a contract as an Atom feed
         * @description With an ETag: `If-None-Match` is answered with 304 while nothing is new.
         */
        get: operations["readNoticesAsAtom"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/representative": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make another user the representative
         * @description A general user of the contract. The one before becomes a general user and keeps access to the tenants; the new one gets access to all of them. Both are told by mail.
         */
        post: operations["changeRepresentative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/resale-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a month's lines would cost the end user, which rule wins for each, and why
         * @description With `draft` as if that rule had been entered. Shows cost: for you, never for end users. Nothing is written.
         */
        post: operations["previewResalePrices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a suspended contract
         * @description Its resources can be operated again.
         */
        post: operations["resumeContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/sale-facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What sales to this child contract rest on */
        get: operations["getContractSaleFacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * State who looks after the rack, the visit, and software of your own
         * @description What is left out stays as it was.
         */
        patch: operations["stateForContract"];
        trace?: never;
    };
    "/v1/contracts/{contractId}/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order a menu for a tenant
         * @description An order that breaks rules is refused with all of them in `failures`. Where the provider decides case by case the order awaits the approval. `duties` says what the sale leaves to be done.
         */
        post: operations["startSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Suspend a contract
         * @description Nobody can operate its resources until it is resumed; they stay, and so do their charges.
         */
        post: operations["suspendContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tenants of a contract, newest first
         * @description A general user sees those that they have been given access to.
         */
        get: operations["listTenants"];
        put?: never;
        /**
         * Create a tenant
         * @description It may be ordered while the contract is still being made: it then waits for the contract.
         */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/tenants/{tenantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a tenant */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        /** Delete a tenant */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        /**
         * Change what a tenant is described as
         * @description Its name and region are for good. The answer shows the tenant as it stands until the order has succeeded.
         */
        patch: operations["changeTenant"];
        trace?: never;
    };
    "/v1/contracts/{contractId}/tenants/{tenantId}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has access to a tenant, given by whom, since when, until when
         * @description Users of the tenant's contract and of the parent; users of a child contract see those of their own. The representative always has access.
         */
        get: operations["listAccess"];
        put?: never;
        /**
         * Give a user access to a tenant
         * @description To a user of the tenant's contract, or to a user of the parent. It may be ordered while tenant or user are still being made. Ordered again with another `until` it ends at another time.
         */
        post: operations["grantAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/tenants/{tenantId}/access/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a user's access to a tenant away */
        delete: operations["revokeAccess"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/terminate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Terminate a contract
         * @description Irreversible. Refused while resources remain, unless `remove` names the revision of a plan that still holds: then its subscriptions and tenants go first, each by an order of its own. Its users go with it.
         */
        post: operations["terminateContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/terminate:plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See what a termination would take away, before ordering it */
        post: operations["planTermination"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/termination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a termination: its steps, and the proof that nothing is left */
        get: operations["getTermination"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the users of a contract, newest first */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description It may be ordered while the contract is still being made: it then waits for the contract.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a user */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /** Delete a user */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user's name, mail address, type or rights
         * @description Nobody gives rights that they do not hold, nor changes a user who holds them. A changed mail address is told to the old one.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the API keys of a user */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key for your own account
         * @description It acts as its user and can be narrowed: by scopes, contract groups, source networks and an end. A key that makes a key cannot give more than it has.
         */
        post: operations["issueApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It is refused within a second.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/api-keys/{keyId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the successor of an API key
         * @description With the same limits. Both live until the grace has passed.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/feed-addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses under which a user's feed readers and calendars get notices */
        get: operations["listFeedAddresses"];
        put?: never;
        /**
         * Make an address of your own for a feed reader or calendar
         * @description For programs that can send no credential. It shows what its user may see, and ends when it is withdrawn.
         */
        post: operations["issueFeedAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/feed-addresses/{feedId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw an address of a feed: nobody reads under it any more */
        delete: operations["withdrawFeedAddress"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a user a new link to set the password
         * @description The link works once, for 72 hours. Links that were sent before no longer work.
         */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/notice-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a user hears of */
        get: operations["getNoticeSettings"];
        /**
         * Choose what a user hears of
         * @description What is not named stays. The representative always hears of incidents. The language is that of every mail to the user; null is that of the contract's channel.
         */
        put: operations["setNoticeSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/sign-in/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a user from signing in
         * @description Sessions end at once, and links that were sent no longer work. The last user who can administer the contract stays.
         */
        post: operations["disableSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/sign-in/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a user sign in again
         * @description With the password and the authenticator app from before.
         */
        post: operations["enableSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/sss-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue a token of the SSS API for a user
         * @description For the provider's operations: a token of the user's newest key, for a tenant to which they have access, for an hour. The partner's audit tells of it.
         */
        post: operations["issueTokenForUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/totp/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a user for one-time codes
         * @description At the next sign-in the user sees a QR code, once; from then on a code is needed.
         */
        post: operations["enableTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/totp/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove a user's authenticator app
         * @description For a user who has lost the device and the recovery codes. Sessions end, the user is mailed, and the next sign-in shows a new QR code.
         */
        post: operations["resetTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/users/{userId}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget a user's failed attempts to sign in
         * @description For a user who cannot sign in after too many failures.
         */
        post: operations["unlockUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the workspaces of a contract
         * @description A general user sees those with a tenant that they have been given access to.
         */
        get: operations["listWorkspaces"];
        put?: never;
        /**
         * Create a workspace
         * @description A workspace holds tenants, at most one of each region. Its name is unique over the service and cannot be changed. It is there at once: nothing is ordered.
         */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{contractId}/workspaces/{workspaceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a workspace, its tenants by region and who has access to them */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        /** Delete a workspace that holds no tenants */
        delete: operations["deleteWorkspace"];
        options?: never;
        head?: never;
        /** Change a workspace's description */
        patch: operations["changeWorkspace"];
        trace?: never;
    };
    "/v1/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the provider has asked you to disclose of end users, newest first */
        get: operations["listDisclosures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disclosures/{disclosureId}/give": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give the end user's name and contact to the provider
         * @description For an emergency in which the provider must deal with the end user itself. Who gives it and when is recorded; every reading is in your audit; it is erased when the provider needs it no longer.
         */
        post: operations["giveDisclosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The documents for presenting the services to end users, and how to get each */
        get: operations["listDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{document}/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file */
        get: operations["downloadDocumentFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What your sales have left to be done, those that are due first in front
         * @description A reminder is mailed to the representative three business days before the due day.
         */
        get: operations["listDuties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/duties/{dutyId}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a duty done */
        post: operations["markDutyDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/eligibility:explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * May these menus be sold to this child contract, and if not, why not?
         * @description Every condition that is not met, with what it says, whose turn it is and what to hand in. Nothing is written.
         */
        post: operations["explainEligibility"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read events in their order
         * @description One ordered feed per partner, numbered from 1 without gaps; an event has its number within a second. Keep `next` and give it as `after` of the next request: no event ever appears below a number that was given out. Filters leave numbers out, they do not change them; so do contract groups, and users of a child contract see the events of their own contract. Events are kept for 90 days. Replay is reading again from a smaller number.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/{feedToken}/maintenance.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Maintenance as a calendar, under an address of your own
         * @description The secret in the path is the only credential. With an ETag: `If-None-Match` is answered with 304 while nothing is new.
         */
        get: operations["readFeedAsCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/{feedToken}/notices.atom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notices as an Atom feed, under an address of your own
         * @description The secret in the path is the only credential. With an ETag: `If-None-Match` is answered with 304 while nothing is new.
         */
        get: operations["readFeedAsAtom"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search invoices and credit notes by date, amount and counterparty, newest first
         * @description All conditions that are given must hold, as the electronic books act (電子帳簿保存法) asks of a search.
         */
        get: operations["searchInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View an invoice or credit note with its taxes, statements, history and files */
        get: operations["getInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{number}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of an invoice or credit note: PDF in Japanese or English, CSV, FOCUS 1.2, JP PINT
         * @description Drawn from the document's fixed content when first asked for, kept, and from then on the same bytes. `Repr-Digest` has their SHA-256.
         */
        get: operations["getInvoiceFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invoices/{number}/statements/{contractId}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of one contract's statement in an invoice: PDF, CSV, FOCUS 1.2
         * @description Of the parent's own use or of a child contract, at the partner's cost: not for end users.
         */
        get: operations["getStatementFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mail-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Report what became of a mail: a bounce or a complaint marks the address */
        post: operations["reportMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * View your own account
         * @description `operatorId` is there for the provider's staff alone.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description Your other sessions end, and this one goes on under a new token.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make ten new recovery codes
         * @description Those from before no longer work.
         */
        post: operations["makeRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch one-time codes off
         * @description Needs password and code. Your other sessions end, and this one goes on under a new token.
         */
        post: operations["disableOwnTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/menu-control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which menus your child contracts may use */
        get: operations["getMenuControl"];
        /**
         * Switch menus on or off for all child contracts
         * @description Menus that are not named stay as they are. Switching off a menu in use stops operations on it; resources stay and charging goes on. Orders that were accepted before follow the rule of that time.
         */
        put: operations["setMenuControl"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/menus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The resale catalogue in force
         * @description Every menu with its names, whether it may be resold, and each condition as one sentence.
         */
        get: operations["listMenus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notice-suppression": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Categories that your child contracts do not hear of */
        get: operations["getNoticeSuppression"];
        /**
         * Keep categories from all child contracts
         * @description Users of child contracts then no longer see them among their settings. You hear of what concerns them.
         */
        put: operations["setNoticeSuppression"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notices on your contracts, newest first */
        get: operations["listNotices"];
        put?: never;
        /** Write a notice down, with whom it concerns; nobody hears of it yet */
        post: operations["draftNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{noticeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One notice with its updates */
        get: operations["getNotice"];
        put?: never;
        post?: never;
        /** Delete a notice that nobody has heard of yet */
        delete: operations["deleteNoticeDraft"];
        options?: never;
        head?: never;
        /** Change a notice that nobody has heard of yet */
        patch: operations["changeNoticeDraft"];
        trace?: never;
    };
    "/v1/notices/{noticeId}:preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who would be written to, by which rule; who would not, and why
         * @description Of the partner that is named in the header Saihan-Partner, or of all.
         */
        post: operations["previewNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{noticeId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of each mail on a notice, of the named partner */
        get: operations["listNoticeDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{noticeId}/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish an update: the first tells of the notice, later ones go on in the same conversation */
        post: operations["sayUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/agreements/{agreementId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record a reseller agreement and the menus that it names */
        put: operations["recordAgreement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/agreements/{agreementId}/tellings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that a third party was told the contractor's name and address */
        post: operations["recordContractorTold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/approval-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests for consent of all partners, newest first
         * @description Of the one that is named in the header Saihan-Partner, or of all. The staff answer at /v1/operator/approvals.
         */
        get: operations["listApprovalRequestsOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer for a menu that is decided case by case */
        post: operations["decideApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/catalogue-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of the catalogue */
        get: operations["listCatalogueVersions"];
        put?: never;
        /** Add a version that starts tomorrow or later */
        post: operations["addCatalogueVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/catalogue-versions/{versionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace a version that has not started */
        put: operations["editCatalogueVersion"];
        post?: never;
        /** Take a version back that has not started */
        delete: operations["withdrawCatalogueVersion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/catalogue-versions/{versionId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set, move or lift the end of a version */
        put: operations["endCatalogueVersion"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/closes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The months that were begun to close, newest first: what is expected and what is there, over all partners */
        get: operations["listCloseMonths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/closes/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the closes of a month stand, partner by partner */
        get: operations["listClosesOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/closes/{month}/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contracts of the named partner's month that could not be rated, with why */
        get: operations["listParkedContracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/closes/{month}/rate-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rate the parked contracts of the named partner's month again
         * @description For when what kept them from being rated was mended. A month that is closed stays as it is.
         */
        post: operations["rateParkedAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/closes/{month}/sign-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the named partner's month be issued as it stands, with its exceptions */
        post: operations["signCloseOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/commission-terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Record what an agency is paid, from a month on
         * @description What has been booked keeps its terms: they cannot start in or before a month of which charges have been booked.
         */
        put: operations["recordCommissionTerms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/contracts/{contractId}/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last comparison of a contract with the platform */
        get: operations["getDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/contracts/{contractId}/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order that the platform be put right where it differs from a contract's books
         * @description What is missing is made again, what is disabled or enabled against the books is put right, the right role is given. Nothing is removed but what `remove` names.
         */
        post: operations["repairContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/direct-documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what the provider has issued to end users of an agency
         * @description Invoices, credit notes and voids of direct contracts, from which commission is booked in the agency's next close. All or nothing; what is there with the same content counts once.
         */
        post: operations["recordDirectDocuments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The disclosures of all partners, newest first, without what was given
         * @description Of the one that is named in the header Saihan-Partner, or of all.
         */
        get: operations["listDisclosuresOfAll"];
        put?: never;
        /** Ask a partner for an end user's name and contact, in an emergency */
        post: operations["askDisclosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/disclosures/{disclosureId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what a partner has disclosed; the reading is recorded */
        get: operations["readDisclosure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/disclosures/{disclosureId}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erase what a partner has disclosed */
        post: operations["closeDisclosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/document-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a file of a document
         * @description Of 8 MiB at most, as pdf, pptx, docx, xlsx, zip, txt. It is kept as it is; a newer one is another file.
         */
        post: operations["publishDocumentFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/document-files/{fileId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a file of a document back */
        post: operations["withdrawDocumentFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contracts that differ from the platform
         * @description Those that do so longest come first. Without the header Saihan-Partner: of every partner.
         */
        get: operations["listDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The duties of all partners, those that are due first in front
         * @description Of the one that is named in the header Saihan-Partner, or of all.
         */
        get: operations["listDutiesOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/invoices/{number}/credit-notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue a credit note (適格返還請求書) against an invoice
         * @description Credits of a line never pass the line. The amount is credit on account, which the next invoice uses.
         */
        post: operations["issueCreditNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/invoices/{number}/paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An invoice has been paid */
        post: operations["paidInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/invoices/{number}/sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An invoice has been sent to the partner */
        post: operations["sentInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/invoices/{number}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Void an invoice; its number stays used */
        post: operations["voidInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/legal-name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record a partner's legal name */
        put: operations["recordLegalName"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/mail-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every mail that is written, the version in force, and the placeholders that its text may and must hold */
        get: operations["listMailTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/mail-templates/{template}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All versions of a mail's text, the built-in one first */
        get: operations["listMailTemplateVersions"];
        put?: never;
        /** Write a draft of a new version, in both languages */
        post: operations["draftMailTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/mail-templates/{template}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write a draft anew */
        put: operations["redraftMailTemplate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/mail-templates/{template}/versions/{version}:publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have mails written with this version from an instant on */
        post: operations["publishMailTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/mail-templates/{template}/versions/{version}:try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a version in both languages, filled with invented facts, to your own desk */
        post: operations["tryMailTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/mail-templates/{template}/versions/{version}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a version looks like in both languages, filled with invented facts */
        get: operations["previewMailTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All notices, drafts among them, newest first */
        get: operations["searchNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/notices/{noticeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One notice as it was written, with every update that has been said */
        get: operations["getNoticeForStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/offboarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a partner's leaving has come
         * @description The partner is named in the header Saihan-Partner.
         */
        get: operations["getOffboarding"];
        put?: never;
        /**
         * Ask that a partner leave
         * @description The partner is named in the header Saihan-Partner. Nothing ends before another of the staff approves it. A partner that still has contracts, tenants, services or open orders does not leave.
         */
        post: operations["askOffboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/offboarding:approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve that a partner leave
         * @description The partner is named in the header Saihan-Partner. Not by whoever asked for it. From then on nobody of the partner is served: keys, sessions, feeds and webhooks are dead. It cannot be taken back.
         */
        post: operations["approveOffboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/offboarding:withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back that a partner leave, before it is approved
         * @description The partner is named in the header Saihan-Partner.
         */
        post: operations["withdrawOffboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/payment-statements/{number}/paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A payment statement has been paid */
        post: operations["paidPaymentStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/payment-statements/{number}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Void a payment statement; what it pays comes on that of a later month */
        post: operations["voidPaymentStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the platform can be acted on, and the last comparisons with it */
        get: operations["getPlatform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/racks/{rackId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record a colocation rack that the partner has contracted */
        put: operations["recordRack"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The referrals of all agencies, newest first
         * @description Of the one that is named in the header Saihan-Partner, or of all.
         */
        get: operations["listReferralsOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/referrals/{referralId}/conclude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record the contract that the provider has concluded with the end user */
        post: operations["concludeReferral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/referrals/{referralId}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline a referral */
        post: operations["declineReferral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/referrals/{referralId}/lapse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record the last month for which a referral earns commission
         * @description Charges of later months earn none; what has been booked stays. Credit notes and voids of earlier months still take back what they earned.
         */
        post: operations["lapseReferral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in as one of the provider's operators
         * @description Password and one-time code together; operators always need both.
         */
        post: operations["signInOperator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/sign-up-contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record whom the partner named when it signed up, who is told of terms and charges */
        put: operations["recordSignUpContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/stuck-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders of all partners that need somebody, those that stand longest first
         * @description Whose work was set aside; who have not moved for 15 minutes and wait for nothing; and who failed in the last 30 days for a reason that is not the partner's to mend, and were not tried again.
         */
        get: operations["listStuckOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operator/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tickets of all partners, newest first
         * @description Of the one that is named in the header Saihan-Partner, or of all.
         */
        get: operations["listTicketsOfAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List orders, newest first */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an order
         * @description With `wait`, the answer comes when the order has ended, or after that many seconds.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order that nobody has begun
         * @description For whoever may place such an order. What it had changed at its acceptance is put back; follow the order to its end, `cancelled`. Orders that waited for it go on, or fail where they need what it would have made. The provider's staff give a reason.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}:retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Place an order again that failed or expired
         * @description A new order for the same, which names the old one in `retryOf`; what made nothing gets a new id. It is decided on what is true now, for whoever may place such an order, and for the provider's operations. An order is retried once; the retry may be retried in its turn. The provider's staff give a reason.
         */
        post: operations["retryOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the partners
         * @description For the provider's staff. What they ask about one partner, they ask with its id in the header Saihan-Partner.
         */
        get: operations["listPartners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a mail with a link to set a new password
         * @description The answer is the same whether the login id exists or not. The link holds for an hour and works once.
         */
        post: operations["askPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a password with the link of a mail
         * @description For the first password and for a new one. The link works once; a password that is refused does not use it up. Sessions end, and signing in needs a one-time code as before.
         */
        post: operations["setPasswordByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search payment statements (支払通知書) by date, amount and counterparty, newest first */
        get: operations["listPaymentStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-statements/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a payment statement with its entries, history and files */
        get: operations["getPaymentStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-statements/{number}:confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a payment statement
         * @description It then stands as purchase statement (仕入明細書). Please do not issue an invoice for the same supply.
         */
        post: operations["confirmPaymentStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-statements/{number}:object": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Object to a payment statement, until the end of its last day
         * @description Nothing is paid until the objection is settled.
         */
        post: operations["objectToPaymentStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-statements/{number}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of a payment statement: PDF in Japanese or English, CSV
         * @description Drawn from the statement's fixed content when first asked for, kept, and from then on the same bytes. `Repr-Digest` has their SHA-256.
         */
        get: operations["getPaymentStatementFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/referrals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The end users whom you have referred, newest first */
        get: operations["listReferrals"];
        put?: never;
        /**
         * Refer an end user to the provider
         * @description For agencies. The contract is then concluded between the provider and the end user.
         */
        post: operations["registerReferral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/referrals/{referralId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a referral */
        get: operations["getReferral"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/referrals/{referralId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a referral back */
        post: operations["withdrawReferral"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/resale-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own prices for your end users (再販価格), newest first
         * @description Exactly one rule prices a line: the narrowest scope (resource, plan, menu, category, all), then the narrowest holder (contract, group, all), then the latest start; rules that fill gaps come last. End users never see rules.
         */
        get: operations["listResaleRules"];
        put?: never;
        /**
         * Enter a resale price, from a coming month on
         * @description A rule of equal rank is refused. With `fillsGaps` it may begin earlier, prices only what no other rule prices, and end users' statements that waited for it are made. A rule is not changed: end it, and enter another.
         */
        post: operations["createResaleRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/resale-rules/{ruleId}:end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a resale price with a coming month
         * @description A month that has begun keeps its prices. An end in the first month takes a rule back that has not begun.
         */
        post: operations["endResaleRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/resale-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether your end users are told that their statements are ready */
        get: operations["getResaleSettings"];
        /**
         * Have your end users told that their statements are ready, or not
         * @description Holds for statements that are made from now on. The mails count as news: who has switched news off, or from whom you keep it, is not written to.
         */
        put: operations["setResaleSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who does what towards the end user: a reseller, an agency, the provider */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sale-facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What your sales rest on
         * @description Agreements, legal name and racks are recorded by the provider's staff; the rest by you.
         */
        get: operations["getSaleFacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sale-facts/services/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** State your contract for another service of the provider */
        put: operations["recordService"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sale-facts/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a licensor's terms
         * @description The first acceptance stands.
         */
        post: operations["acceptTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/saved-searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own saved searches of contracts, by name */
        get: operations["listSavedSearches"];
        put?: never;
        /**
         * Keep a search of contracts under a name
         * @description Nobody else sees it. 50 at most; a name stands once.
         */
        post: operations["saveSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/saved-searches/{savedSearchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a saved search */
        delete: operations["deleteSavedSearch"];
        options?: never;
        head?: never;
        /** Rename a saved search */
        patch: operations["renameSavedSearch"];
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your own sessions, newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of your own sessions */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with login id and password
         * @description `next` says what follows: nothing, a one-time code, or setting one-time codes up. A login id that does not exist is answered as one that does.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a one-time code or a recovery code
         * @description Confirms the authenticator app when it is being set up; the answer then holds ten recovery codes.
         */
        post: operations["signInWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List subscriptions, newest first */
        get: operations["listSubscriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscriptionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a subscription with its events */
        get: operations["getSubscription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the name of a subscription
         * @description At once. Its id stays, and nothing hangs on the name.
         */
        patch: operations["renameSubscription"];
        trace?: never;
    };
    "/v1/subscriptions/{subscriptionId}/change-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the plan: an order for a subscription
         * @description The change counts from the instant at which it is carried out.
         */
        post: operations["changePlanOfSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscriptionId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End it: an order for a subscription
         * @description Irreversible. Charges end with the instant at which it is carried out.
         */
        post: operations["endSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscriptionId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume it: an order for a subscription
         * @description It runs again.
         */
        post: operations["resumeSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{subscriptionId}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop it: an order for a subscription
         * @description It stays, and so does what is charged for it while it is stopped.
         */
        post: operations["stopSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order up to 1000 menus in one request
         * @description Each row is an order of its own, and a refusal of one does not stop the others. Outcomes stand in the order of the rows.
         */
        post: operations["startSubscriptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your tickets, newest first */
        get: operations["listTickets"];
        put?: never;
        /**
         * Ask the provider
         * @description For users of the parent: end users turn to their partner. The mails that follow name the ticket and nothing that is in it.
         */
        post: operations["openTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticketId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** View a ticket with its thread */
        get: operations["getTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticketId}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close a ticket
         * @description The other side is mailed. For both sides: the provider's staff name the partner in the header Saihan-Partner.
         */
        post: operations["closeTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticketId}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a closed ticket again
         * @description The other side is mailed. For both sides: the provider's staff name the partner in the header Saihan-Partner.
         */
        post: operations["reopenTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticketId}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add to the thread
         * @description The other side is mailed. For both sides: the provider's staff name the partner in the header Saihan-Partner.
         */
        post: operations["replyToTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Usage from the provider's metering, as CloudEvents 1.0
         * @description One event, a batch (both up to 4 MiB), or a stream with one event a line, which is read as it comes. An event is known by its source and id: whoever gets no answer sends everything again, and it counts once. An event that cannot be billed is no error of the request: it is parked with its reason and counted. What was read before a request breaks off stays taken.
         */
        post: operations["sendUsage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the webhooks of a contract, your own unless another is named */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Have events sent to a URL
         * @description Events come in the order of their numbers, one after another; one that fails is tried again, with growing delays, and those behind it wait. Each is signed as Standard Webhooks says and bears the id that it has in the feed, however often it is sent. An endpoint at which nothing arrives for five days, or that answers 410, is disabled; its representative is mailed. Enabled again, it goes on where it stopped. Once an hour an idle endpoint is sent a `heartbeat` with the newest number.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look at a webhook */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Delete a webhook and its log */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change, enable or disable a webhook
         * @description Whatever is changed, the next attempt is made at once. `after` sends again from a smaller number on, or leaves events out.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the attempts to deliver, newest first */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event, or a range of events, again
         * @description In their order, beside the delivery of new events; one that fails is tried again for more than a day.
         */
        post: operations["resendEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description Until the overlap ends every message bears two signatures, one of each secret.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message
         * @description Once, also to a webhook that is disabled; the log of deliveries tells what became of it.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptTerms: {
            /** @example block-storage */
            terms: string;
        };
        Access: {
            /**
             * Format: date-time
             * @description Since when it stands; null while it is being given
             * @example 2026-04-01T00:00:00.000Z
             */
            grantedAt: string | null;
            /** @description Who gave it, as in the history of its order */
            grantedBy: string;
            /**
             * Format: uuid
             * @description The order that gave it
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            orderId: string;
            /**
             * @description What has been accepted; `revoking` also from the instant of `until` on
             * @enum {string}
             */
            state: "granting" | "granted" | "revoking";
            /** @example 0f8fad5bd9cb469fa16570867728950e */
            tenantId: string;
            /**
             * Format: date-time
             * @description When it ends by itself
             * @example 2026-04-01T00:00:00.000Z
             */
            until: string | null;
            /** @description A user of the tenant's contract, or of the parent */
            user: {
                /** @example econ1000000001 */
                contractId: string;
                name: string | null;
                /** @enum {string} */
                type: "representative" | "administrator" | "general";
            };
            /** @example ecid1000000001 */
            userId: string;
        };
        AccessExplanation: {
            /** @enum {string} */
            because: "REPRESENTATIVE" | "IN_NO_GROUP" | "IN_GROUP" | "NOT_IN_GROUPS";
            /** @example econ1000000001 */
            contractId: string;
            /** @description IN_GROUP: the groups through which; NOT_IN_GROUPS: the groups that the user is in */
            groups: {
                /** Format: uuid */
                id: string;
                name: string;
                /** @enum {string|null} */
                reason: "include" | "rule" | "excluded" | null;
                /** @description Rules of the group that hold for the contract */
                rules: string[];
            }[];
            sees: boolean;
            /** @example ecid1000000001 */
            userId: string;
        };
        Account: {
            /** @description What you may do to your own account, in your own contract, and to child contracts in your reach */
            allowed: {
                child: components["schemas"]["Action"][];
                own: components["schemas"]["Action"][];
                self: components["schemas"]["Action"][];
            };
            /** @example econ1000000001 */
            contractId: string;
            contractName: string;
            /**
             * @description In which the contract is written to
             * @enum {string}
             */
            language: "ja" | "en";
            loginId: string;
            mailAddress: string;
            /** @enum {string} */
            model: "reseller" | "agency";
            name: string | null;
            /** @example econ1000000001 */
            partnerId: string;
            recoveryCodesLeft: number;
            /** @description What you hold as one who administers */
            rights: ("users" | "tenants" | "representative" | "groups" | "settings" | "audit" | "charges" | "tickets")[];
            /** @enum {string} */
            totp: "off" | "asked" | "on";
            /** @enum {string} */
            type: "representative" | "administrator" | "general";
            /** @example ecid1000000001 */
            userId: string;
        };
        /** @enum {string} */
        Action: "contract.list" | "contract.view" | "contract.create" | "contract.change" | "contract.suspend" | "contract.resume" | "contract.terminate" | "saved-search.view" | "saved-search.keep" | "bulk.view" | "bulk.plan" | "bulk.apply" | "representative.change" | "tenant.view" | "tenant.create" | "tenant.change" | "tenant.delete" | "workspace.view" | "workspace.create" | "workspace.change" | "workspace.delete" | "access.view" | "access.grant" | "access.revoke" | "user.view" | "user.create" | "user.change" | "user.delete" | "user.invite" | "user.secure" | "group.view" | "group.define" | "access.explain" | "iam.view" | "iam.define" | "key.view" | "key.issue" | "key.revoke" | "addresses.view" | "addresses.set" | "account.view" | "session.end" | "account.manage" | "menu.view" | "eligibility.explain" | "menu-control.view" | "menu-control.set" | "sale-facts.view" | "sale-facts.record" | "contract-facts.view" | "contract-facts.record" | "consent.record" | "duty.view" | "duty.settle" | "subscription.view" | "subscription.start" | "subscription.change-plan" | "subscription.stop" | "subscription.resume" | "subscription.end" | "subscription.rename" | "subscription.bulk" | "notice.view" | "feed-address.view" | "feed-address.issue" | "feed-address.withdraw" | "notice-settings.view" | "notice-settings.set" | "notice-suppression.view" | "notice-suppression.set" | "charge.view" | "invoice.view" | "resale-rule.view" | "resale-rule.set" | "resale-price.preview" | "end-user-statement.view" | "billing-details.view" | "billing-details.set" | "approval-request.view" | "approval-request.raise" | "approval-request.answer" | "approval-request.cancel" | "document.view" | "role.view" | "referral.view" | "referral.register" | "commission.view" | "payment-statement.view" | "payment-statement.answer" | "ticket.view" | "ticket.open" | "ticket.move" | "disclosure.view" | "disclosure.give" | "order.view" | "order.cancel" | "order.retry" | "event.view" | "webhook.view" | "webhook.define" | "audit.view" | "audit.export" | "partner.list" | "partner.offboard" | "partner.offboard-view" | "order.list-stuck" | "work.view" | "work.find-person" | "work.send-again" | "work.pause" | "user.act-as" | "catalogue.view" | "catalogue.edit" | "agreement.record" | "rack.record" | "approval.decide" | "duty.list-all" | "notice.write" | "notice.list-all" | "notice.deliveries" | "sign-up-contact.record" | "mail-template.view" | "mail-template.write" | "mail.report" | "close.list-all" | "close.view" | "close.move" | "invoice.correct" | "platform.view" | "drift.list" | "drift.view" | "contract.repair" | "approval-request.list-all" | "document.publish" | "referral.list-all" | "referral.settle" | "commission.record" | "payment-statement.settle" | "ticket.list-all" | "disclosure.list-all" | "disclosure.ask" | "disclosure.read" | "usage.send";
        AllowedAddresses: {
            addresses: string[];
            contractId: string;
        };
        ApiKey: {
            /** @description Networks from which it may be used; null: from anywhere */
            addresses: string[] | null;
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            expiresAt: string | null;
            /** @description Contract groups that it is bound to; empty: those of its user */
            groups: string[];
            /** @description The part of the key that is no secret */
            id: string;
            name: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            revokedAt: string | null;
            /** @description null: all that its user may */
            scopes: ("contracts:read" | "contracts:write" | "tenants:read" | "tenants:write" | "users:read" | "users:write" | "orders:read" | "orders:write" | "groups:read" | "groups:write" | "settings:read" | "settings:write" | "audit:read" | "menus:read" | "menus:write" | "subscriptions:read" | "subscriptions:write" | "charges:read" | "charges:write" | "approvals:read" | "approvals:write" | "documents:read" | "referrals:read" | "referrals:write" | "support:read" | "support:write")[] | null;
            successorId: string | null;
            /**
             * Format: date-time
             * @description Last used, to the second
             * @example 2026-04-01T00:00:00.000Z
             */
            usedAt: string | null;
            /** @example ecid1000000001 */
            userId: string;
        };
        ApprovalAction: {
            /** @example /v1/contracts/econ1000000002/consents */
            apiPath: string;
            /**
             * @description What of the operation's body the consent is for
             * @example {
             *       "topic": "rack-work"
             *     }
             */
            body: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            method: "POST" | "PUT" | "PATCH" | "DELETE";
            /** @example jp1 */
            region: string;
            /** @example colocation-connection */
            service: string;
        };
        ApprovalRequest: {
            actions: components["schemas"]["ApprovalAction"][];
            /** @description Registered, or approved and still valid */
            active: boolean;
            answeredBy: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            approvalDeadline: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            approvalExpire: string | null;
            /** @description You are one of those who are asked */
            approver: boolean;
            approverId: string;
            /** @enum {string} */
            approverType: "tenant" | "tenant_owner" | "contract" | "contract_owner" | "user" | "provider";
            /**
             * @description Of who asks, or of the order that asks
             * @example econ1000000001
             */
            contractId: string;
            descriptions: {
                /** @enum {string} */
                lang: "ja" | "en";
                /** @example ラック内作業への同意をお願いします */
                text: string;
            }[];
            externalRequestId: string | null;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            id: string;
            /**
             * Format: uuid
             * @description The order that waits for the answer
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            orderId: string | null;
            /** @example econ1000000001 */
            partnerId: string;
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            registeredTime: string;
            /** @description You have raised it */
            requestUser: boolean;
            /** @example ecid1000000001 */
            requestUserId: string;
            service: string;
            /** @enum {string} */
            status: "registered" | "approved" | "denied" | "cancelled" | "expired";
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            updatedTime: string | null;
        };
        AskPasswordReset: {
            /** @example taro.yamada@example.jp */
            loginId: string;
        };
        AuditEntry: {
            /** @example contract.suspend */
            action: string;
            /**
             * @description From the credential, or the name of the program
             * @example key:01HZX3
             */
            actor: string;
            after: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            at: string;
            /** @description States, ids, and names of changed fields; never names or addresses */
            before: {
                [key: string]: unknown;
            } | null;
            /** @description Why it was refused */
            code: string | null;
            contractId: string | "provider";
            /** @description SHA-256 over this entry and the hash before, hexadecimal */
            hash: string | null;
            id: string;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            orderId: string | null;
            /** @enum {string} */
            outcome: "done" | "refused";
            reason: string | null;
            requestId: string | null;
            /** @description Place in the partner's chain; null for up to a second, until it is sealed */
            seq: number | null;
            /**
             * @description What was acted upon
             * @example econ1000000001
             */
            target: string;
        };
        BillingDetails: {
            address: string;
            /**
             * Format: date
             * @description Documents issued on this day or later show them
             * @example 2026-04-01
             */
            from: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            recordedAt: string;
            recordedBy: string;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            registeredFrom: string | null;
            /** @description 登録番号, T and 13 digits */
            registrationNumber: string | null;
        };
        BillingDocument: {
            /** @description The invoice that a credit note corrects */
            amends: string | null;
            counterparty: string;
            /** @description Total less credit used */
            due: number;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            finalisedAt: string;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            issueDate: string;
            /** @enum {string} */
            kind: "invoice" | "credit_note";
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            month: string;
            /** @description Whole yen */
            net: number;
            /** @example INV-2026-000042 */
            number: string;
            /** @description Over the document's fixed content */
            sha256: string;
            /** @enum {string} */
            state: "finalised" | "sent" | "paid" | "void";
            /** @description Whole yen */
            tax: number;
            /** @description Whole yen */
            total: number;
            /** @description 2 and more: issued again after a void */
            version: number;
        };
        BillingDocumentWithDetail: components["schemas"]["BillingDocument"] & {
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            dueDate: string | null;
            events: {
                actor: string;
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                at: string;
                reason: string;
                /** @enum {string} */
                state: "sent" | "paid" | "void";
            }[];
            /** @description Addresses of its files */
            files: string[];
            /** @description Prices behind it are invented for demonstration */
            illustrative: boolean;
            /** @description A qualified invoice (適格請求書) */
            qualified: boolean | null;
            statements: {
                /** @example econ1000000001 */
                contractId: string;
                files: string[];
                lines: number;
                /** @description Whole yen */
                net: number;
            }[];
            taxes: {
                category: string;
                /** @description Whole yen */
                net: number;
                percent: string;
                /** @description Whole yen */
                tax: number;
            }[];
        };
        Bulk: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            appliedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            createdBy: string;
            /**
             * Format: date-time
             * @description When the last row had its order or its reason
             * @example 2026-04-01T00:00:00.000Z
             */
            finishedAt: string | null;
            /** Format: uuid */
            id: string;
            /** @description What its rows are: contracts to create or to change, such as are so already, and rows that are refused */
            plan: {
                change: number;
                create: number;
                refused: number;
                unchanged: number;
            };
            /** @description Where its rows stand now; they add up to `rows` */
            progress: {
                failed: number;
                planned: number;
                refused: number;
                succeeded: number;
                unchanged: number;
                underWay: number;
            };
            /** @description 1, and one more for each time that it was resumed */
            round: number;
            rows: number;
            /**
             * @description `applied`: every row has its order or its reason; the orders go on
             * @enum {string}
             */
            state: "planned" | "applying" | "applied";
        };
        BulkOutcome: {
            duties: {
                code: string;
                /**
                 * Format: date
                 * @description A day in Japan
                 * @example 2026-04-01
                 */
                dueOn: string;
                id: string;
                says: {
                    en: string;
                    ja: string;
                };
                /** @enum {string} */
                turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
            }[];
            order: {
                /**
                 * Format: uuid
                 * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
                 */
                id: string;
                /** @enum {string} */
                state: "received" | "awaiting_approval" | "scheduled" | "executing" | "compensating" | "cancelling" | "succeeded" | "failed" | "cancelled" | "rejected" | "expired";
                /** @description Earlier orders of the same contract that must end first */
                waitsFor: string[];
            } | null;
            problem: {
                code: string;
                failures: unknown[];
                retryable: boolean;
                says: {
                    en: string;
                    ja: string;
                };
                /** @enum {string} */
                turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
                variables: {
                    [key: string]: string | number | boolean;
                };
            } | null;
            subscription: components["schemas"]["Subscription"] | null;
        };
        BulkRow: {
            /** @enum {string|null} */
            action: "create" | "change" | null;
            /** @example econ1000000001 */
            contractId: string | null;
            /** @description null: the row could not be used */
            input: {
                /** @example econ1000000001 */
                contractId?: string;
                /** @example サンプル商事株式会社 */
                customerName?: string;
                /** @example N1234567890 */
                customerNumber?: string;
                /**
                 * @description Language of the contract's mails
                 * @enum {string}
                 */
                language?: "ja" | "en";
                /** @example taro.yamada@example.jp */
                loginId?: string;
                /**
                 * Format: email
                 * @example taro.yamada@example.jp
                 */
                mailAddress?: string;
                /** @example 山田 太郎 */
                name?: string;
                /** @description true: mail with the link for the first password. Left out: mail without it. false: no mail. */
                notify?: boolean;
            } | null;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            orderId: string | null;
            /** @enum {string} */
            outcome: "planned" | "under-way" | "succeeded" | "failed" | "unchanged" | "refused";
            problem: {
                code: string;
                retryable: boolean;
                says: {
                    en: string;
                    ja: string;
                };
                /** @enum {string} */
                turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
                variables: {
                    [key: string]: string | number | boolean;
                };
            } | null;
            /** @description Counts from 1; the line of column names is none */
            row: number;
        };
        CatalogueVersion: {
            author: string;
            categories: {
                code: string;
                name: {
                    en: string;
                    ja: string;
                };
            }[];
            /**
             * Format: date
             * @description Its own end or the start of the next, whichever is earlier
             * @example 2026-04-01
             */
            endsOn: string | null;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            from: string;
            id: string;
            menus: unknown[];
            started: boolean;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            to: string | null;
        };
        ChangeContract: {
            /** @example サンプル商事株式会社 */
            customerName?: string;
            /** @example N1234567890 */
            customerNumber?: string;
            /**
             * @description All of them anew: what is not named goes
             * @example {
             *       "branch": "osaka"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * @description Language of the contract's mails
             * @enum {string}
             */
            language?: "ja" | "en";
            /**
             * Format: date-time
             * @description When it is to begin, in UTC, at most 90 days ahead; left out: at once. The contract and who orders are judged again then.
             * @example 2026-04-01T00:00:00.000Z
             */
            startAt?: string;
        };
        ChangeContractGroup: {
            contracts?: {
                add?: string[];
                remove?: string[];
            };
            exclude?: {
                add?: string[];
                remove?: string[];
            };
            /** @example 東日本 */
            name?: string;
            rules?: {
                add?: components["schemas"]["ContractGroupRule"][];
                /** @description Ids of rules */
                remove?: string[];
            };
            users?: {
                add?: string[];
                remove?: string[];
            };
        };
        ChangeNoticeDraft: {
            /**
             * @description お知らせ/リリース, 故障, メンテナンス, 規約・料金
             * @enum {string}
             */
            category?: "news" | "incident" | "maintenance" | "terms";
            scope?: {
                /**
                 * @default named
                 * @enum {string}
                 */
                audience?: "named" | "parents" | "children" | "everybody";
                /** @default [] */
                contracts?: string[];
                /**
                 * @description Tenants that hold one of them
                 * @default []
                 */
                menus?: string[];
                /**
                 * @description Tenants in one of them; narrows `menus`
                 * @default []
                 */
                regions?: string[];
                /** @default [] */
                tenants?: string[];
            };
            title?: {
                en: string;
                ja: string;
            };
        };
        ChangeOfCharges: {
            byCause: {
                /** @description Whole yen */
                correction: number;
                /** @description Whole yen */
                ended: number;
                /** @description Whole yen */
                new: number;
                /** @description Whole yen */
                price: number;
                /** @description Whole yen */
                quantity: number;
            };
            /** @description Whole yen */
            change: number;
            charges: {
                /** @description Whole yen */
                after: number;
                /** @description Whole yen */
                before: number;
                causes: {
                    /** @description Whole yen */
                    correction?: number;
                    /** @description Whole yen */
                    ended?: number;
                    /** @description Whole yen */
                    new?: number;
                    /** @description Whole yen */
                    price?: number;
                    /** @description Whole yen */
                    quantity?: number;
                };
                component: string;
                menu: string;
                resourceId: string | null;
            }[];
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            from: string;
            /**
             * @description `estimated`: usage so far, may change; `fixed`: of a closed month
             * @enum {string}
             */
            status: "estimated" | "fixed";
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            to: string;
        };
        ChangePassword: {
            /** Format: password */
            current: string;
            /**
             * Format: password
             * @description 15 to 256 characters, 12 with one-time codes on; any characters; not one that many people choose
             */
            next: string;
        };
        ChangePlan: {
            /** @example 100gb */
            plan: string;
        };
        ChangeRepresentative: {
            /** @description false: mail neither of the two */
            notifyUsers?: boolean;
            /** @example ecid1000000001 */
            userId: string;
        };
        ChangeTenant: {
            description: "" | string;
        };
        ChangeUser: {
            /**
             * Format: email
             * @example taro.yamada@example.jp
             */
            mailAddress?: string;
            /** @example 山田 花子 */
            name?: string;
            /** @description What an administrator may do; null: everything, also for one who becomes administrator */
            rights?: ("users" | "tenants" | "representative" | "groups" | "settings" | "audit" | "charges" | "tickets")[] | null;
            /** @enum {string} */
            type?: "administrator" | "general";
        };
        ChangeWorkspace: {
            description: "" | string;
        };
        ChargeLine: {
            component: string;
            /**
             * @description The closed month that the line corrects
             * @example 2026-10
             */
            corrects: string | null;
            id: string;
            illustrative: boolean;
            /** @enum {string} */
            kind: "charge" | "adjustment" | "service_credit" | "manual";
            menu: string;
            /** @description Whole yen */
            net: number;
            resourceId: string | null;
            tenantId: string | null;
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            usageMonth: string;
        };
        Charges: {
            byMenu: {
                lines: number;
                menu: string;
                /** @description Whole yen */
                net: number;
            }[];
            /** @example econ1000000001 */
            contractId: string;
            lines: components["schemas"]["ChargeLine"][];
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            month: string;
            /** @description Whole yen */
            net: number;
            /**
             * @description `estimated`: usage so far, may change; `fixed`: of a closed month
             * @enum {string}
             */
            status: "estimated" | "fixed";
            /** @description What stands on no line, each with its reason */
            uncharged: {
                code: string;
                says: {
                    en: string;
                    ja: string;
                };
                what: string;
            }[];
        };
        CodeNeeded: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            next: "code";
            ticket: string;
        };
        CommissionEntry: {
            /** @description Without tax and excluded menus; negative: taken back */
            base: number;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            bookedAt: string;
            /**
             * @description In whose close it was booked
             * @example 2026-10
             */
            bookedMonth: string;
            /** @description The provider's document */
            cause: {
                /** @enum {string} */
                kind: "invoice" | "credit_note" | "void";
                number: string;
            };
            /** @description Without tax; negative: taken back */
            commission: number;
            customerName: string;
            directContract: string;
            /**
             * @description Of the charges
             * @example 2026-10
             */
            month: string;
            percent: string;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            referralId: string;
            /**
             * @description Why it is so much
             * @enum {string}
             */
            rule: "rate" | "not_concluded" | "referral_lapsed" | "introduction_over" | "rate_of_invoice" | "rest_of_invoice";
            /** @description The payment statement that pays it, and stands */
            statement: string | null;
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            termsFrom: string;
        };
        CommissionTerms: {
            excludedMenus: string[];
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            from: string;
            introductionMonths: number | null;
            /** @description Whole yen */
            minimumPayout: number;
            objectionDays: number;
            /** @enum {string} */
            payee: "corporation" | "individual";
            /**
             * @description Percent, decimal text
             * @example 5.5
             */
            percent: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            recordedAt: string;
        };
        Contract: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            /**
             * @description The user of the parent who ordered it
             * @example ecid1000000001
             */
            createdBy: string | null;
            customerName: string;
            customerNumber: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            endedAt: string | null;
            /** @example econ1000000001 */
            id: string;
            /**
             * @description Your own labels
             * @example {
             *       "branch": "osaka"
             *     }
             */
            labels: {
                [key: string]: string;
            };
            /** @enum {string} */
            language: "ja" | "en";
            /** @example ecid1000000001 */
            representativeId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            startedAt: string | null;
            /**
             * @description What has been accepted for the contract; `provisioning` until it can be used
             * @enum {string}
             */
            state: "provisioning" | "active" | "suspending" | "suspended" | "resuming" | "terminating" | "terminated" | "failed";
            /**
             * @description Why it is, or is being, suspended
             * @enum {string|null}
             */
            suspendedFor: "end-user-request" | "payment-overdue" | "terms-violation" | "security-incident" | "legal-order" | "contract-review" | "unspecified" | null;
        };
        ContractGroup: {
            /** @description How many child contracts are in it */
            contracts: number;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            /** @description Where the groups of one contract are asked for: why it is in this one, or kept out */
            hold?: {
                /**
                 * @description `include`: put there by name; `rule`: taken in by a rule; `excluded`: kept out, whatever the rules say
                 * @enum {string}
                 */
                reason: "include" | "rule" | "excluded";
                /** @description Rules of the group that hold for the contract */
                rules: string[];
            };
            /** Format: uuid */
            id: string;
            name: string;
            /** @description A contract for which all that one of them names holds is in the group, unless it is excluded */
            rules: {
                createdBy: string | null;
                /** Format: uuid */
                id: string;
                labels: {
                    [key: string]: string;
                };
                region: string | null;
            }[];
            /** @description How many users of the parent are confined to it */
            users: number;
        };
        /** @description Takes in the child contracts for which all that it names holds: labels, a tenant in the region, the user who ordered it */
        ContractGroupRule: {
            /** @example ecid1000000001 */
            createdBy?: string;
            /**
             * @description Your own labels
             * @example {
             *       "branch": "osaka"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /** @example jp1 */
            region?: string;
        };
        ContractGroupSimulation: {
            /** @description Who would see contracts that they do not see now */
            gains: {
                /** @description How many */
                contracts: number;
                /** @description The first hundred of them */
                first: string[];
                /** @example ecid1000000001 */
                userId: string;
            }[];
            /** @description Who would no longer see contracts that they see now */
            loses: {
                /** @description How many */
                contracts: number;
                /** @description The first hundred of them */
                first: string[];
                /** @example ecid1000000001 */
                userId: string;
            }[];
            /** @description The rules after the change, and how many contracts each takes in before exclusions */
            rules: {
                contracts: number;
                createdBy: string | null;
                /** Format: uuid */
                id: string;
                labels: {
                    [key: string]: string;
                };
                region: string | null;
            }[];
        };
        ContractSaleFacts: {
            approvals: {
                [key: string]: {
                    /**
                     * Format: date-time
                     * @example 2026-04-01T00:00:00.000Z
                     */
                    at: string;
                    /** @enum {string} */
                    decision: "approved" | "refused";
                };
            };
            consents: {
                /** @enum {string} */
                by: "partner" | "end-user";
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                consentedAt: string;
                contact: string | null;
                place: string | null;
                recordedBy: string;
                /** @enum {string} */
                topic: "rack-work" | "direct-contact" | "provider-name";
            }[];
            /** @example econ1000000001 */
            contractId: string;
            endUserName: {
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                givenAt: string;
                name: string;
            } | null;
            /**
             * @description Who looks after the rack or its equipment
             * @enum {string|null}
             */
            managedBy: "partner" | "end-user" | null;
            ownSoftware: {
                licencesChecked?: boolean;
                runs: boolean;
            } | null;
            visit: components["schemas"]["Visit"];
        };
        CreateContract: {
            /** @example サンプル商事株式会社 */
            customerName: string;
            /**
             * @description お客様番号: your own number for the contract; the contract's id when left out
             * @example N1234567890
             */
            customerNumber?: string;
            /**
             * @description Your own labels
             * @default {}
             * @example {
             *       "branch": "osaka"
             *     }
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * @description Language of the contract's mails
             * @default ja
             * @enum {string}
             */
            language?: "ja" | "en";
            /** @description true: mail the representative with a link to set the first password. Left out: mail without the link. false: no mail. */
            notifyRepresentative?: boolean;
            representative: {
                /** @example taro.yamada@example.jp */
                loginId: string;
                /**
                 * Format: email
                 * @example taro.yamada@example.jp
                 */
                mailAddress: string;
                /** @example 山田 太郎 */
                name?: string;
            };
            /**
             * Format: date-time
             * @description When it is to begin, in UTC, at most 90 days ahead; left out: at once. The contract and who orders are judged again then.
             * @example 2026-04-01T00:00:00.000Z
             */
            startAt?: string;
        };
        CreateContractGroup: {
            contracts?: {
                add?: string[];
                remove?: string[];
            };
            exclude?: {
                add?: string[];
                remove?: string[];
            };
            /** @example 東日本 */
            name: string;
            rules?: {
                add?: components["schemas"]["ContractGroupRule"][];
                /** @description Ids of rules */
                remove?: string[];
            };
            users?: {
                add?: string[];
                remove?: string[];
            };
        };
        CreateIamGroup: {
            /** @default  */
            description?: "" | string;
            /** @example read-only */
            name: string;
        };
        CreateIamRole: {
            /** @default  */
            description?: "" | string;
            /** @example read-only */
            name: string;
            /**
             * @example [
             *       {
             *         "basePath": "/ecl-sss",
             *         "path": "/api/v2/users*",
             *         "verb": "GET"
             *       }
             *     ]
             */
            resources: {
                [key: string]: string;
            }[];
        };
        CreateTenant: {
            /** @default  */
            description?: "" | string;
            /** @example shop-production */
            name: string;
            /** @example jp1 */
            region: string;
            /**
             * Format: date-time
             * @description When it is to begin, in UTC, at most 90 days ahead; left out: at once. The contract and who orders are judged again then.
             * @example 2026-04-01T00:00:00.000Z
             */
            startAt?: string;
            /**
             * @description Without one it goes to the contract's own, made with its first tenant, or to another of that kind where the region is taken
             * @example ws1000000001
             */
            workspaceId?: string;
        };
        CreateUser: {
            /** @example taro.yamada@example.jp */
            loginId: string;
            /**
             * Format: email
             * @example taro.yamada@example.jp
             */
            mailAddress: string;
            /** @example 山田 花子 */
            name?: string;
            /** @description true: mail the user with a link to set the first password. Left out: mail without the link. false: no mail. */
            notifyUser?: boolean;
            /**
             * Format: date-time
             * @description When it is to begin, in UTC, at most 90 days ahead; left out: at once. The contract and who orders are judged again then.
             * @example 2026-04-01T00:00:00.000Z
             */
            startAt?: string;
        };
        CreateWorkspace: {
            /** @default  */
            description?: "" | string;
            /** @example shop-production */
            name: string;
        };
        DisableTotp: {
            /**
             * @description The six digits of the authenticator app
             * @example 492039
             */
            code: string;
            /** Format: password */
            password: string;
        };
        Disclosure: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            askedAt: string;
            askedBy: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            closedAt: string | null;
            /**
             * @description The end user's
             * @example econ1000000001
             */
            contractId: string;
            given: ("name" | "contact")[];
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            givenAt: string | null;
            givenBy: string | null;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            id: string;
            /** @example econ1000000001 */
            partnerId: string;
            reason: string;
            /**
             * @description closed: what was given has been erased
             * @enum {string}
             */
            state: "asked" | "given" | "closed";
            /** @example tk1000000001 */
            ticketId: string | null;
        };
        DisclosureContent: components["schemas"]["Disclosure"] & {
            contact: string | null;
            name: string | null;
        };
        DraftNotice: {
            /**
             * @description お知らせ/リリース, 故障, メンテナンス, 規約・料金
             * @enum {string}
             */
            category: "news" | "incident" | "maintenance" | "terms";
            scope: {
                /**
                 * @default named
                 * @enum {string}
                 */
                audience?: "named" | "parents" | "children" | "everybody";
                /** @default [] */
                contracts?: string[];
                /**
                 * @description Tenants that hold one of them
                 * @default []
                 */
                menus?: string[];
                /**
                 * @description Tenants in one of them; narrows `menus`
                 * @default []
                 */
                regions?: string[];
                /** @default [] */
                tenants?: string[];
            };
            title: {
                en: string;
                ja: string;
            };
        };
        Duty: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            arisesAt: string;
            code: string;
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            dueOn: string;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            id: string;
            /** @example block-storage */
            menu: string;
            /**
             * Format: uuid
             * @description The first order that led to it
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            orderId: string;
            /** @example econ1000000001 */
            partnerId: string;
            says: {
                en: string;
                ja: string;
            };
            settled: {
                /** @enum {string} */
                as: "done" | "withdrawn";
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                at: string;
                by: string;
                grounds: string;
            } | null;
            /**
             * @description `due-soon` from the day of the reminder on
             * @enum {string}
             */
            state: "open" | "due-soon" | "overdue" | "done" | "done-late" | "withdrawn";
            /** @enum {string} */
            turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
        };
        DutyDone: {
            /**
             * @description Where it can be looked up that it was done; no names
             * @example 届出フォーム 受付番号 2026-0410
             */
            evidence: string;
        };
        DutyToCome: {
            /** @enum {string} */
            code: "RESELLER_AGREEMENT" | "MENU_SWITCHED_ON" | "NOT_RESALABLE" | "NO_NEW_SALES" | "AGREEMENT_NAMES_MENU" | "CONTRACTOR_TOLD_TO_PARTY" | "SAME_LEGAL_NAME" | "SEPARATE_CONTRACT" | "END_USER_NAME_ON_ORDER" | "END_USER_NAME_NEXT_MONTH" | "CASE_BY_CASE" | "COLOCATION_RACK_CONTRACTED" | "COLOCATION_RACK_WORK_CONSENT" | "COLOCATION_DIRECT_CONTACT_CONSENT" | "COLOCATION_PROVIDER_NAME_CONSENT" | "COLOCATION_VISIT_ARRANGED" | "TERMS_ACCEPTED" | "OWN_SOFTWARE_CHECKED";
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            dueOn: string;
            says: {
                en: string;
                ja: string;
            };
            source: string;
            supply: {
                /** @enum {string} */
                code: "reseller-agreement" | "agreement-naming-menu" | "menu-switched-on" | "contract-in-same-name" | "separate-contract-number" | "provider-approval" | "contractor-name-and-address" | "end-user-name" | "rack-contract" | "partner-consent" | "end-user-consent" | "visit-attendance" | "visit-contact" | "visit-time" | "visit-place" | "terms-acceptance" | "own-software-check";
                says: {
                    en: string;
                    ja: string;
                };
            }[];
            /** @enum {string} */
            turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
        };
        Eligibility: {
            /** @description What a sale would leave to be done */
            duties: components["schemas"]["DutyToCome"][];
            eligible: boolean;
            /** @description Every condition that is not met */
            failures: components["schemas"]["EligibilityFailure"][];
            /** @example block-storage */
            menu: string;
            /** @enum {string} */
            verdict: "allowed" | "needs-approval" | "refused";
        };
        EligibilityFailure: {
            /** @enum {string} */
            code: "RESELLER_AGREEMENT" | "MENU_SWITCHED_ON" | "NOT_RESALABLE" | "NO_NEW_SALES" | "AGREEMENT_NAMES_MENU" | "CONTRACTOR_TOLD_TO_PARTY" | "SAME_LEGAL_NAME" | "SEPARATE_CONTRACT" | "END_USER_NAME_ON_ORDER" | "END_USER_NAME_NEXT_MONTH" | "CASE_BY_CASE" | "COLOCATION_RACK_CONTRACTED" | "COLOCATION_RACK_WORK_CONSENT" | "COLOCATION_DIRECT_CONTACT_CONSENT" | "COLOCATION_PROVIDER_NAME_CONSENT" | "COLOCATION_VISIT_ARRANGED" | "TERMS_ACCEPTED" | "OWN_SOFTWARE_CHECKED";
            says: {
                en: string;
                ja: string;
            };
            source: string;
            /** @description All that must be handed in; empty when nothing can help */
            supply: {
                /** @enum {string} */
                code: "reseller-agreement" | "agreement-naming-menu" | "menu-switched-on" | "contract-in-same-name" | "separate-contract-number" | "provider-approval" | "contractor-name-and-address" | "end-user-name" | "rack-contract" | "partner-consent" | "end-user-consent" | "visit-attendance" | "visit-contact" | "visit-time" | "visit-place" | "terms-acceptance" | "own-software-check";
                says: {
                    en: string;
                    ja: string;
                };
            }[];
            /** @enum {string} */
            turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
            /** @enum {string} */
            verdict: "needs-approval" | "refused";
        };
        EndResaleRule: {
            /**
             * @description The first month without it
             * @example 2026-10
             */
            to: string;
        };
        EndUserEstimate: {
            /**
             * Format: date-time
             * @description Usage that had arrived by then is in it
             * @example 2026-04-01T00:00:00.000Z
             */
            asOf: string;
            byMenu: {
                lines: number;
                menu: string;
                /** @description Whole yen */
                net: number;
            }[];
            /** @description `false`: part of the month's usage has no price yet and is not in it */
            complete: boolean;
            /** @example econ1000000001 */
            contractId: string;
            illustrative: boolean;
            lines: {
                component: string;
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                corrects: string | null;
                menu: string;
                /** @description Whole yen */
                price: number;
                resourceId: string | null;
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                usageMonth: string;
            }[];
            /** @description Why it is not complete. Empty for end users */
            missing: {
                code: string;
                says: {
                    en: string;
                    ja: string;
                };
            }[];
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            month: string;
            /** @description At your provider's prices, without tax, as far as there are prices */
            net: number;
        };
        EndUserStatement: {
            byMenu: {
                lines: number;
                menu: string;
                /** @description Whole yen */
                net: number;
            }[];
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            finalisedAt: string;
            illustrative: boolean;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            issueDate: string;
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            month: string;
            /** @description At your provider's prices, without tax */
            net: number;
            /** @example EU-2026-000042 */
            number: string;
            /** @description Over the statement's fixed content */
            sha256: string;
        };
        EndUserStatementWithLines: components["schemas"]["EndUserStatement"] & {
            /** @description Addresses of its files */
            files: string[];
            lines: {
                component: string;
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                corrects: string | null;
                menu: string;
                /** @description Whole yen */
                price: number;
                resourceId: string | null;
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                usageMonth: string;
            }[];
        };
        EnrolmentNeeded: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            next: "enrol";
            otpauthUri: string;
            /** @description The URI as an SVG image, for the authenticator app. This secret is shown here only */
            qr: string;
            ticket: string;
        };
        Event: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            at: string;
            /** @example econ1000000001 */
            contractId: string;
            /** @description States, ids, codes, and names of changed fields; never names or addresses */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description The same in the feed and as `webhook-id`
             * @example econ1000000001-42
             */
            id: string;
            /** @example contract.create.succeeded */
            kind: string;
            /** @description Place in the partner's feed, from 1 without gaps */
            number: number;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            orderId: string | null;
            /**
             * @description Id of what it happened to
             * @example econ1000000002
             */
            subject: string;
        };
        ExplainEligibility: {
            /** @example econ1000000001 */
            contractId: string;
            /** @description Every menu when left out */
            menus?: string[];
        };
        FeedAddress: {
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            id: string;
            name: string;
        };
        GiveDisclosure: {
            /** @example 山田 太郎 03-0000-0000 */
            contact: string;
            /** @example みどり商事株式会社 */
            name: string;
        };
        GrantAccess: {
            /**
             * Format: date-time
             * @description When it ends by itself, in UTC; left out: it stays
             * @example 2026-04-01T00:00:00.000Z
             */
            until?: string;
            /** @example ecid1000000001 */
            userId: string;
        };
        IamGroup: {
            contractId: string;
            /** Format: date-time */
            createdAt: string;
            description: string;
            id: string;
            name: string;
            roles: {
                id: string;
                name: string;
            }[];
            /** @description Ids of the users whom it limits */
            users: string[];
        };
        IamRole: {
            contractId: string;
            /** Format: date-time */
            createdAt: string;
            description: string;
            id: string;
            name: string;
            resources: {
                [key: string]: string;
            }[];
        };
        InvoiceMoved: {
            /** @example SLA未達のため */
            reason: string;
        };
        IssueApiKey: {
            /**
             * @example [
             *       "192.0.2.0/24"
             *     ]
             */
            addresses?: string[];
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            expiresAt?: string;
            groups?: string[];
            /** @example 基幹システム */
            name: string;
            scopes?: ("contracts:read" | "contracts:write" | "tenants:read" | "tenants:write" | "users:read" | "users:write" | "orders:read" | "orders:write" | "groups:read" | "groups:write" | "settings:read" | "settings:write" | "audit:read" | "menus:read" | "menus:write" | "subscriptions:read" | "subscriptions:write" | "charges:read" | "charges:write" | "approvals:read" | "approvals:write" | "documents:read" | "referrals:read" | "referrals:write" | "support:read" | "support:write")[];
        };
        IssueCreditNote: {
            lines: {
                lineId: string;
                /** @description Whole yen */
                net: number;
            }[];
            /** @example SLA未達のため */
            reason: string;
        };
        IssueFeedAddress: {
            /**
             * @description The contract that the notices concern: yours, or a child
             * @example econ1000000001
             */
            contractId: string;
            /** @example 監視チームのカレンダー */
            name: string;
        };
        IssueTokenForUser: {
            tenantId?: string;
        };
        LapseReferral: {
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            lastMonth: string;
            /** @example 代理店契約の終了 */
            reason: string;
        };
        MailReport: {
            /** @description As the mail bears it */
            messageId: string;
            /** @enum {string} */
            outcome: "delivered" | "bounced" | "complained";
        };
        MailTemplateVersion: {
            inForce: boolean;
            publishedBy: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            startsAt: string | null;
            /** @enum {string} */
            state: "built-in" | "draft" | "published";
            /** @enum {string} */
            template: "contract-ready" | "contract-suspended" | "contract-resumed" | "contract-terminated" | "user-ready" | "duty-due" | "webhook-disabled" | "desk-duty-due" | "approval-asked" | "desk-approval-asked" | "approval-answered" | "desk-referral-registered" | "referral-ended" | "desk-ticket-moved" | "ticket-moved" | "disclosure-asked" | "desk-disclosure-given" | "mail-address-changed" | "representative-appointed" | "representative-released" | "user-invited" | "password-reset" | "password-changed" | "totp-enabled" | "totp-reset" | "totp-disabled" | "sign-in-alarm" | "notice" | "invoice-ready" | "credit-note-ready" | "payment-statement-ready" | "end-user-statement-ready" | "desk-statement-objected";
            /** @description 0: the text that is built in */
            version: number;
            words: components["schemas"]["MailTemplateWords"];
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            writtenAt: string | null;
            writtenBy: string | null;
        };
        MailTemplateWords: {
            en: components["schemas"]["MailWords"];
            ja: components["schemas"]["MailWords"];
        };
        /** @description Text with placeholders such as `{contractId}`; everything is escaped when it is set */
        MailWords: {
            /** @description The button, where the mail has one; its address is not part of the text */
            action?: {
                label: string;
                note: string;
            };
            closing: string[];
            /** @description Rows of a table; one whose value comes to nothing is left out */
            facts: {
                label: string;
                value: string;
            }[];
            greeting: string;
            paragraphs: string[];
            subject: string;
        };
        MakeRecoveryCodes: {
            /**
             * @description The six digits of the authenticator app
             * @example 492039
             */
            code: string;
        };
        Menu: {
            category: {
                code: string;
                name: {
                    en: string;
                    ja: string;
                };
            };
            /** @example block-storage */
            code: string;
            conditions: components["schemas"]["MenuCondition"][];
            name: {
                en: string;
                ja: string;
            };
            /** @description As the programme prints it */
            printed: string;
            /** @enum {string} */
            status: "resalable" | "conditional" | "not-resalable";
        };
        MenuCondition: {
            /** @enum {string} */
            code: "RESELLER_AGREEMENT" | "MENU_SWITCHED_ON" | "NOT_RESALABLE" | "NO_NEW_SALES" | "AGREEMENT_NAMES_MENU" | "CONTRACTOR_TOLD_TO_PARTY" | "SAME_LEGAL_NAME" | "SEPARATE_CONTRACT" | "END_USER_NAME_ON_ORDER" | "END_USER_NAME_NEXT_MONTH" | "CASE_BY_CASE" | "COLOCATION_RACK_CONTRACTED" | "COLOCATION_RACK_WORK_CONSENT" | "COLOCATION_DIRECT_CONTACT_CONSENT" | "COLOCATION_PROVIDER_NAME_CONSENT" | "COLOCATION_VISIT_ARRANGED" | "TERMS_ACCEPTED" | "OWN_SOFTWARE_CHECKED";
            /** @description What the menu states for it */
            figures: {
                [key: string]: string | {
                    en: string;
                    ja: string;
                };
            };
            says: {
                en: string;
                ja: string;
            };
            /** @description Where the programme says so */
            source: string;
            /** @enum {string} */
            turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
        };
        MenuControl: {
            /**
             * @description How menus begin that are added to the catalogue later
             * @enum {string}
             */
            futureMenus: "on" | "off";
            menus: {
                /** @example block-storage */
                code: string;
                name: {
                    en: string;
                    ja: string;
                };
                /** @description Of all children, not ended */
                subscriptions: number;
                /** @enum {string} */
                switched: "on" | "off";
            }[];
            /** @description Counts the changes; 0 before the first */
            revision: number;
        };
        MenuForContract: components["schemas"]["Menu"] & {
            eligible: boolean;
            failing: ("RESELLER_AGREEMENT" | "MENU_SWITCHED_ON" | "NOT_RESALABLE" | "NO_NEW_SALES" | "AGREEMENT_NAMES_MENU" | "CONTRACTOR_TOLD_TO_PARTY" | "SAME_LEGAL_NAME" | "SEPARATE_CONTRACT" | "END_USER_NAME_ON_ORDER" | "END_USER_NAME_NEXT_MONTH" | "CASE_BY_CASE" | "COLOCATION_RACK_CONTRACTED" | "COLOCATION_RACK_WORK_CONSENT" | "COLOCATION_DIRECT_CONTACT_CONSENT" | "COLOCATION_PROVIDER_NAME_CONSENT" | "COLOCATION_VISIT_ARRANGED" | "TERMS_ACCEPTED" | "OWN_SOFTWARE_CHECKED")[];
            /** @description By the parent, for all its children */
            switchedOff: boolean;
            /** @enum {string} */
            verdict: "allowed" | "needs-approval" | "refused";
        };
        MonthClose: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            closedAt: string | null;
            contracts: {
                done: number;
                expected: number;
                parked: number;
            };
            /**
             * Format: date-time
             * @description Usage that arrived before is in the month; later usage corrects a later one
             * @example 2026-04-01T00:00:00.000Z
             */
            cutoffAt: string;
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            month: string;
            reviewedBy: string | null;
            /** @enum {string} */
            state: "open" | "collecting" | "rated" | "reviewed" | "closed";
        };
        MonthOfCharges: {
            byMenu: {
                lines: number;
                menu: string;
                /** @description Whole yen */
                net: number;
            }[];
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            closedAt: string | null;
            illustrative: boolean;
            lines: number;
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            month: string;
            /** @description At the partner's cost, without tax */
            net: number;
            /**
             * @description `estimated`: usage so far, may change; `fixed`: of a closed month
             * @enum {string}
             */
            status: "estimated" | "fixed";
        };
        NameEndUser: {
            /** @example みどり商事株式会社 */
            name: string;
        };
        NewWebhook: {
            /** @description Begin behind this number; without it with what happens from now on */
            after?: number;
            /** @example econ1000000001 */
            contractId?: string;
            /** @example 本番の受信先 */
            description?: string;
            enabled?: boolean;
            /**
             * @description Null: every kind
             * @example [
             *       "contract.*",
             *       "user.create.succeeded"
             *     ]
             */
            kinds?: string[] | null;
            /**
             * @description https, reachable over the Internet
             * @example https://partner.example/saihan
             */
            url: string;
        };
        Notice: {
            /**
             * @description お知らせ/リリース, 故障, メンテナンス, 規約・料金
             * @enum {string}
             */
            category: "news" | "incident" | "maintenance" | "terms";
            /** @description Those of your contracts that it concerns */
            contracts: {
                /** @example econ1000000001 */
                id: string;
                tenants: string[];
            }[];
            id: string;
            /** @enum {string} */
            state: "said" | "emerging" | "confirmed" | "resolved" | "scheduled" | "in-progress" | "done" | "cancelled";
            title: {
                en: string;
                ja: string;
            };
            updates: {
                content: components["schemas"]["NoticeContent"];
                seq: number;
                /** @enum {string} */
                state: "said" | "emerging" | "confirmed" | "resolved" | "scheduled" | "in-progress" | "done" | "cancelled";
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                writtenAt: string;
            }[];
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            writtenAt: string;
        };
        NoticeContent: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            actualFrom?: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            actualTo?: string;
            impact?: {
                en: string;
                ja: string;
            };
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            nextUpdateAt?: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            plannedFrom?: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            plannedTo?: string;
            symptom?: {
                en: string;
                ja: string;
            };
            text: {
                en: string;
                ja: string;
            };
            workaround?: {
                en: string;
                ja: string;
            };
        };
        NoticeSettings: {
            categories: {
                /** @enum {string} */
                category: "news" | "incident" | "maintenance";
                exceptTenants: string[];
                fixed: boolean;
                on: boolean;
            }[];
            /** @enum {string} */
            contractLanguage: "ja" | "en";
            /**
             * @description The user's own choice
             * @enum {string|null}
             */
            language: "ja" | "en" | null;
            userId: string;
        };
        NoticeSuppression: {
            categories: ("news" | "incident" | "maintenance")[];
        };
        NoticeUpdate: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            actualFrom?: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            actualTo?: string;
            impact?: {
                en: string;
                ja: string;
            };
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            nextUpdateAt?: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            plannedFrom?: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            plannedTo?: string;
            /** @description One more than the last; the same one twice is published once */
            seq: number;
            /** @enum {string} */
            state: "said" | "emerging" | "confirmed" | "resolved" | "scheduled" | "in-progress" | "done" | "cancelled";
            symptom?: {
                en: string;
                ja: string;
            };
            text: {
                en: string;
                ja: string;
            };
            workaround?: {
                en: string;
                ja: string;
            };
        };
        ObjectToPaymentStatement: {
            /** @example 6月分の契約が含まれていません */
            reason: string;
        };
        Offboarding: {
            /**
             * Format: date-time
             * @description From here on nobody of the partner is served
             * @example 2026-04-01T00:00:00.000Z
             */
            approvedAt: string | null;
            approvedBy: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            askedAt: string;
            askedBy: string;
            /**
             * Format: date-time
             * @description Every month is closed
             * @example 2026-04-01T00:00:00.000Z
             */
            closedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            eraseAt: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            erasedAt: string | null;
            /**
             * Format: date-time
             * @description The partner's data was handed out
             * @example 2026-04-01T00:00:00.000Z
             */
            exportedAt: string | null;
            /** @example econ1000000001 */
            partnerId: string;
            reason: string;
            /**
             * @description Whose turn it is; wait: until `eraseAt`
             * @enum {string}
             */
            step: "approve" | "close-books" | "hand-out" | "wait" | "erase" | "done";
        };
        OpenTicket: {
            /** @enum {string} */
            category: "service" | "partner-functions" | "contract" | "billing" | "portal";
            /**
             * @description What it is about; your own contract when left out
             * @example econ1000000001
             */
            contractId?: string;
            /** @example 仮想サーバーに接続できません */
            subject: string;
            /**
             * @description 20,000 characters at most, lines allowed
             * @example 昨日から接続できません。
             *     ご確認をお願いします。
             */
            text: string;
            /** @enum {string} */
            type: "fault" | "other";
            /** @description Users of that contract whom it concerns */
            userIds?: string[];
        };
        OperatorAccount: {
            /** @description What you may do, to whichever partner you name */
            allowed: components["schemas"]["Action"][];
            /**
             * @description What you do for the provider
             * @enum {string}
             */
            kind: "operations" | "billing" | "support";
            loginId: string;
            operatorId: string;
        };
        Order: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            acceptedAt: string;
            /** @description How often it was begun */
            attempt: number;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            changedAt: string;
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            deadlineAt: string;
            /** @description How long it may stay in its state; null when it has ended */
            due: {
                /**
                 * Format: date-time
                 * @description Null: not known on this answer, or its time begins when others have ended
                 * @example 2026-04-01T00:00:00.000Z
                 */
                at: string | null;
                /**
                 * @description What it becomes when that passes
                 * @enum {string}
                 */
                becomes: "received" | "awaiting_approval" | "scheduled" | "executing" | "compensating" | "cancelling" | "succeeded" | "failed" | "cancelled" | "rejected" | "expired";
            } | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            endedAt: string | null;
            failure: {
                code: string;
                retryable: boolean;
                says: {
                    en: string;
                    ja: string;
                };
                /** @enum {string} */
                turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
                variables: {
                    [key: string]: string | number | boolean;
                };
            } | null;
            /** @description On a single order only */
            history?: components["schemas"]["OrderTransition"][];
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            id: string;
            /** @enum {string} */
            kind: "contract.create" | "contract.change" | "contract.suspend" | "contract.resume" | "contract.terminate" | "contract.repair" | "representative.change" | "tenant.create" | "tenant.change" | "tenant.delete" | "user.create" | "user.change" | "user.delete" | "access.grant" | "access.revoke" | "subscription.start" | "subscription.change-plan" | "subscription.stop" | "subscription.resume" | "subscription.end";
            /** @description On a single order that waits for its turn */
            line?: {
                /** @description Work of the same partner that comes first; 10,000 and more are not told apart */
                before: number;
                /**
                 * Format: date-time
                 * @description From how work went in the last ten minutes; no promise
                 * @example 2026-04-01T00:00:00.000Z
                 */
                estimatedEndAt: string | null;
                /**
                 * @description Why there is no estimate
                 * @enum {string|null}
                 */
                why: "TOO_LITTLE_OF_THIS_KIND" | "LINE_NOT_MEASURED" | null;
            };
            /** @description On a single order of a subscription: the menu control that it follows, and what it says of a change since */
            menuRule?: {
                /** @enum {string} */
                follows: "on" | "off";
                menu: string;
                /** @description The change of the menu control in force at its acceptance; 0 for none */
                revision: number;
                says: {
                    en: string;
                    ja: string;
                } | null;
            };
            /**
             * Format: uuid
             * @description On a single order: the order that has placed it again
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            retriedBy?: string | null;
            /**
             * Format: uuid
             * @description The order that it places again
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            retryOf: string | null;
            /**
             * Format: date-time
             * @description When it begins or was to begin, if it was placed ahead
             * @example 2026-04-01T00:00:00.000Z
             */
            startAt: string | null;
            /** @enum {string} */
            state: "received" | "awaiting_approval" | "scheduled" | "executing" | "compensating" | "cancelling" | "succeeded" | "failed" | "cancelled" | "rejected" | "expired";
            subject: {
                id: string;
                /** @enum {string} */
                kind: "contract" | "tenant" | "user" | "subscription";
            };
            /**
             * @description Whose turn it is
             * @enum {string}
             */
            turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
            /** @description Earlier orders of the same contract that must end first */
            waitsFor: string[];
        };
        OrderTransition: {
            actor: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            at: string;
            attempt: number;
            cause: string;
            /** @enum {string|null} */
            from: "received" | "awaiting_approval" | "scheduled" | "executing" | "compensating" | "cancelling" | "succeeded" | "failed" | "cancelled" | "rejected" | "expired" | null;
            /** @description What the provider's staff gave as reason, where they moved it */
            reason: string | null;
            /** @enum {string} */
            to: "received" | "awaiting_approval" | "scheduled" | "executing" | "compensating" | "cancelling" | "succeeded" | "failed" | "cancelled" | "rejected" | "expired";
        };
        Partner: {
            /** @description Child contracts that have not ended */
            children: number;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            customerName: string;
            customerNumber: string;
            /** @example econ1000000001 */
            id: string;
            /** @enum {string} */
            model: "reseller" | "agency";
            /** @enum {string} */
            state: "provisioning" | "active" | "suspending" | "suspended" | "resuming" | "terminating" | "terminated" | "failed";
        };
        PaymentStatement: {
            /** @description Whole yen */
            commission: number;
            /** @description The agency, as it was called on the day of issue */
            counterparty: string;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            issueDate: string;
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            month: string;
            /** @example PS-2026-000042 */
            number: string;
            /**
             * Format: date
             * @description The last day to object; silence until its end is consent
             * @example 2026-04-01
             */
            objectionDeadline: string;
            /** @description Total less income tax withheld */
            payable: number;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            paymentDate: string;
            /** @description Over the statement's fixed content */
            sha256: string;
            /**
             * @description `issued`: waits for the agency
             * @enum {string}
             */
            state: "issued" | "confirmed" | "objected" | "deemed_confirmed" | "paid" | "void";
            /** @description Whole yen */
            tax: number;
            /** @description Whole yen */
            total: number;
            /** @description Income tax */
            withheld: number;
        };
        PaymentStatementWithDetail: components["schemas"]["PaymentStatement"] & {
            /** @description How much of the tax the payer may credit, in percent */
            creditableShare: string;
            entries: {
                /** @description Whole yen */
                base: number;
                cause: {
                    /** @enum {string} */
                    kind: "invoice" | "credit_note" | "void";
                    number: string;
                };
                /** @description Whole yen */
                commission: number;
                customerName: string | null;
                directContract: string;
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                month: string;
                percent: string;
            }[];
            events: {
                actor: string;
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                at: string;
                reason: string | null;
                /** @enum {string} */
                state: "issued" | "confirmed" | "objected" | "deemed_confirmed" | "paid" | "void";
            }[];
            /** @description Addresses of its files */
            files: string[];
            /** @description The agency's, 登録番号 */
            registrationNumber: string | null;
        };
        PlatformDifference: {
            /** @description Of access: who, by the platform's id */
            holderId?: string;
            /** @description Of access: on what, by the platform's id */
            onId?: string;
            /** @description The contract, tenant or user that is meant, where the house knows it */
            ourId?: string;
            /** @description The platform's id of what is there */
            platformId?: string;
            /** @enum {string} */
            problem: "missing" | "extra" | "disabled" | "enabled" | "wrong-role";
            /** @description Of access: the roles that are there */
            roles?: string[];
            /** @enum {string} */
            what: "domain" | "project" | "user" | "access";
        };
        PlatformDrift: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            comparedAt: string;
            /** @example econ1000000001 */
            contractId: string;
            differences: components["schemas"]["PlatformDifference"][];
            /**
             * Format: date-time
             * @description Since when there is any difference
             * @example 2026-04-01T00:00:00.000Z
             */
            foundAt: string | null;
            /** @example econ1000000001 */
            partnerId: string;
        };
        PlatformStanding: {
            comparisons: {
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                beganAt: string;
                contracts: number;
                drifted: number;
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                endedAt: string;
                /** @description Under way at the time, or not to be had: their earlier report stands */
                passedOver: number;
                strangers: {
                    contractId: string;
                    platformId: string;
                }[];
                trouble: string | null;
            }[];
            programs: {
                /**
                 * @description open: nothing is sent for a while
                 * @enum {string}
                 */
                circuit: "closed" | "open" | "half-open";
                instance: string;
                program: string;
                ready: boolean;
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                seenAt: string;
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                since: string;
                why: string | null;
            }[];
            /** @description Every program that acts on the platform can do so */
            ready: boolean;
        };
        PreviewResalePrices: {
            draft?: components["schemas"]["ResaleRuleToEnter"];
            /**
             * @description Whose charges: estimated for the current month, fixed for a closed one
             * @example 2026-10
             */
            month: string;
            /**
             * @description By the rules of this month; left out: of the month itself
             * @example 2026-10
             */
            rulesOf?: string;
        };
        Problem: {
            code: components["schemas"]["ProblemCode"];
            /** @description What to do about it */
            detail: string;
            errors?: {
                detail: string;
                parameter?: string;
                pointer?: string;
            }[];
            /** @description Every condition that is not met, see Eligibility */
            failures?: unknown[];
            requestId?: string;
            /** @description The same request may succeed later */
            retryable: boolean;
            status: number;
            /** @description What happened, in the language of Accept-Language */
            title: string;
            /** @description Who must act */
            turn: string;
            type: string;
            variables?: {
                [key: string]: string | number | boolean;
            };
        };
        /**
         * @description Stable; the reference is at /docs/problems
         * @enum {string}
         */
        ProblemCode: "MALFORMED_JSON" | "UNSUPPORTED_MEDIA_TYPE" | "BODY_TOO_LARGE" | "INVALID_REQUEST" | "INVALID_PARAMETER" | "ROUTE_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "UNAUTHENTICATED" | "IDEMPOTENCY_KEY_MISSING" | "IDEMPOTENCY_KEY_INVALID" | "IDEMPOTENCY_KEY_REUSED" | "IDEMPOTENCY_KEY_IN_USE" | "RECORD_BUSY" | "CONTRACT_NOT_FOUND" | "TENANT_NOT_FOUND" | "USER_NOT_FOUND" | "ORDER_NOT_FOUND" | "PARTNER_NOT_ACTIVE" | "CONTRACT_IS_PARENT" | "CONTRACT_STATE_FORBIDS" | "CONTRACT_HAS_OPEN_ORDERS" | "CONTRACT_HAS_TENANTS" | "TERMINATION_PLAN_CHANGED" | "TERMINATION_NOT_FOUND" | "TENANT_STATE_FORBIDS" | "TENANT_NAME_TAKEN" | "IAM_NOT_LISTED" | "IAM_GROUP_NOT_FOUND" | "IAM_ROLE_NOT_FOUND" | "IAM_NAME_TAKEN" | "IAM_LIMIT_REACHED" | "IAM_GROUP_IN_USE" | "IAM_ROLE_IN_USE" | "IAM_OWNER_NOT_LIMITED" | "WORKSPACE_NOT_FOUND" | "WORKSPACE_NAME_TAKEN" | "WORKSPACE_LIMIT_REACHED" | "WORKSPACE_REGION_TAKEN" | "WORKSPACE_HAS_TENANTS" | "USER_STATE_FORBIDS" | "USER_LIMIT_REACHED" | "LOGIN_ID_TAKEN" | "REPRESENTATIVE_CANNOT_BE_DELETED" | "ACCESS_EXISTS" | "ACCESS_NOT_FOUND" | "ACCESS_OF_REPRESENTATIVE" | "ACCESS_UNTIL_PASSED" | "RIGHTS_NOT_HELD" | "RIGHTS_NEED_ADMINISTRATOR" | "REPRESENTATIVE_TYPE_FIXED" | "REPRESENTATIVE_CHANGE_OPEN" | "REPRESENTATIVE_ALREADY" | "REPRESENTATIVE_MUST_BE_GENERAL" | "LAST_ADMINISTRATOR" | "PASSWORD_LINK_INVALID" | "NOTICE_NOT_FOUND" | "NOTICE_STATE_FORBIDS" | "NOTICE_PUBLISHED" | "NOTICE_CHOICE_FORBIDDEN" | "MAIL_NOT_FOUND" | "FEED_NOT_FOUND" | "FEED_ADDRESS_LIMIT_REACHED" | "SAVED_SEARCH_NOT_FOUND" | "SAVED_SEARCH_NAME_TAKEN" | "SAVED_SEARCH_LIMIT_REACHED" | "MAIL_TEMPLATE_NOT_FOUND" | "MAIL_TEMPLATE_REFUSED" | "MAIL_TEMPLATE_PUBLISHED" | "MAIL_TEMPLATE_START_PASSED" | "ACTION_NOT_ALLOWED" | "RIGHT_MISSING" | "SCOPE_MISSING" | "SIGN_IN_NEEDED" | "AGENCY_MAY_NOT" | "ADDRESS_NOT_ALLOWED" | "GROUP_NOT_FOUND" | "GROUP_NAME_TAKEN" | "GROUP_IN_USE" | "GROUP_MEMBER_UNKNOWN" | "GROUP_RULE_LIMIT_REACHED" | "API_KEY_NOT_FOUND" | "API_KEY_LIMIT_REACHED" | "API_KEY_WIDER" | "API_KEY_ROTATED" | "MENU_NOT_FOUND" | "MENU_NOT_ELIGIBLE" | "MENU_NOT_RESALABLE" | "MENU_SWITCHED_OFF" | "SUBSCRIPTION_NOT_FOUND" | "SUBSCRIPTION_STATE_FORBIDS" | "SUBSCRIPTION_PLAN_UNCHANGED" | "TENANT_HAS_SUBSCRIPTIONS" | "DUTY_NOT_FOUND" | "DUTY_SETTLED" | "DUTY_GROUNDS_MISSING" | "DUTY_OF_ANOTHER" | "CONSENT_OF_ANOTHER" | "CONSENT_INCOMPLETE" | "INSTANT_IN_FUTURE" | "SERVICE_UNKNOWN" | "TERMS_UNKNOWN" | "AGREEMENT_NOT_FOUND" | "AGREEMENT_OVERLAPS" | "PARTNER_NOT_FOUND" | "OFFBOARDING_NOT_FOUND" | "OFFBOARDING_STATE_FORBIDS" | "OFFBOARDING_NEEDS_ANOTHER" | "PARTNER_HOLDS_SOMETHING" | "DRIFT_NOT_COMPARED" | "DRIFT_NONE" | "DRIFT_OBJECT_NOT_REPORTED" | "TICKET_NOT_FOUND" | "TICKET_STATE_FORBIDS" | "TICKET_USER_UNKNOWN" | "DISCLOSURE_NOT_FOUND" | "DISCLOSURE_STATE_FORBIDS" | "RESELLER_MAY_NOT" | "REFERRAL_NOT_FOUND" | "REFERRAL_STATE_FORBIDS" | "DOCUMENT_NOT_FOUND" | "DOCUMENT_FILE_NOT_FOUND" | "DOCUMENT_FILE_TYPE" | "DOCUMENT_FILE_CONTENT" | "DOCUMENT_FILE_TOO_LARGE" | "DOCUMENT_FILE_WITHDRAWN" | "APPROVAL_REQUEST_NOT_FOUND" | "APPROVAL_REQUEST_CLOSED" | "APPROVAL_REQUEST_OF_ANOTHER" | "APPROVAL_REQUEST_OWN" | "APPROVAL_REQUEST_OF_ORDER" | "APPROVAL_REQUEST_EXISTS" | "APPROVAL_TIME_WRONG" | "APPROVAL_NOT_GIVEN" | "APPROVAL_COVERS_OTHER" | "CATALOGUE_VERSION_NOT_FOUND" | "CATALOGUE_VERSION_STARTED" | "CATALOGUE_VERSION_NOT_FUTURE" | "CATALOGUE_VERSION_START_TAKEN" | "CATALOGUE_VERSION_END_TOO_EARLY" | "CATALOGUE_VERSION_ENDED" | "CATALOGUE_MENU_INVALID" | "CATALOGUE_MENU_DROPPED" | "BULK_NOT_FOUND" | "BULK_UNREADABLE" | "BULK_TOO_LONG" | "ORDER_NOT_PENDING" | "ORDER_NOT_RETRYABLE" | "START_AT_OUT_OF_RANGE" | "ORDER_ALREADY_RETRIED" | "ORDER_RETRY_NEEDS_LOOK" | "BULK_STATE_FORBIDS" | "BULK_NOTHING_FAILED" | "INVOICE_NOT_FOUND" | "INVOICE_FILE_NOT_FOUND" | "MONTH_NOT_FOUND" | "CLOSE_NOTHING_PARKED" | "CLOSE_NOT_WAITING" | "LINE_NOT_FOUND" | "PEPPOL_ADDRESS_MISSING" | "DOCUMENT_STATE_FORBIDS" | "CREDIT_LINE_UNKNOWN" | "CREDIT_EXCEEDS_LINE" | "CREDIT_EXCEEDS_INVOICE" | "CREDIT_EMPTY" | "REGISTRATION_NUMBER_INVALID" | "RESALE_RULE_TIED" | "RESALE_RULE_TOO_EARLY" | "RESALE_RULE_INVALID" | "RESALE_RULE_NOT_FOUND" | "RESALE_RULE_LIMIT_REACHED" | "END_USER_STATEMENT_NOT_FOUND" | "END_USER_STATEMENT_FILE_NOT_FOUND" | "COMMISSION_TERMS_BOOKED" | "COMMISSION_NOT_PAYABLE" | "DIRECT_CONTRACT_UNKNOWN" | "DIRECT_CONTRACT_TAKEN" | "REFERRAL_HAS_EARNED" | "DIRECT_DOCUMENT_CONFLICT" | "DIRECT_DOCUMENT_REFUSED" | "PAYMENT_STATEMENT_NOT_FOUND" | "PAYMENT_STATEMENT_FILE_NOT_FOUND" | "PAYMENT_STATEMENT_STATE_FORBIDS" | "EVENTS_NO_LONGER_KEPT" | "EVENTS_NOT_YET" | "WEBHOOK_NOT_FOUND" | "WEBHOOK_LIMIT_REACHED" | "WEBHOOK_URL_REFUSED" | "WEBHOOK_DISABLED" | "PARTNER_NOT_NAMED" | "RATE_LIMITED" | "SIGN_IN_WRONG" | "SIGN_IN_TICKET_INVALID" | "SIGN_IN_RESTS" | "SIGN_IN_LOCKED" | "ADDRESSES_SHUT_OUT_CALLER" | "SESSION_NOT_FOUND" | "PASSWORD_TOO_SHORT" | "PASSWORD_TOO_LONG" | "PASSWORD_COMMON" | "PASSWORD_PREDICTABLE" | "TOTP_STATE_FORBIDS" | "DATABASE_UNAVAILABLE" | "OVERLOADED" | "INTERNAL_FAULT";
        ProgrammeDocument: {
            /**
             * @example brochure
             * @enum {string}
             */
            code: "proposal" | "brochure" | "terms-of-use" | "service-descriptions" | "api-reference" | "tutorials" | "configuration-guide";
            /** @description What the provider has put here, newest first */
            files: components["schemas"]["ProgrammeFile"][];
            /** @enum {string} */
            how: "sales" | "published";
            howToGet: {
                en: string;
                ja: string;
            };
            name: {
                en: string;
                ja: string;
            };
            says: {
                en: string;
                ja: string;
            };
        };
        ProgrammeFile: {
            bytes: number;
            contentType: string;
            /**
             * @example brochure
             * @enum {string}
             */
            document: "proposal" | "brochure" | "terms-of-use" | "service-descriptions" | "api-reference" | "tutorials" | "configuration-guide";
            fileName: string;
            /** @description Where the content is */
            href: string;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            id: string;
            /** @enum {string} */
            language: "ja" | "en";
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            publishedAt: string;
            /** @description Of the content, in hexadecimal */
            sha256: string;
            title: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            withdrawnAt: string | null;
        };
        PublishDocumentFile: {
            /**
             * @description The file in base64
             * @example JVBERi0xLjcK
             */
            content: string;
            /** @example application/pdf */
            contentType: string;
            /**
             * @example brochure
             * @enum {string}
             */
            document: "proposal" | "brochure" | "terms-of-use" | "service-descriptions" | "api-reference" | "tutorials" | "configuration-guide";
            /** @example brochure-2026.pdf */
            fileName: string;
            /** @enum {string} */
            language: "ja" | "en";
            /** @example サービス紹介パンフレット 2026年版 */
            title: string;
        };
        PublishMailTemplate: {
            /**
             * Format: date-time
             * @description Not in the past; without it from now on
             * @example 2026-04-01T00:00:00.000Z
             */
            from?: string;
        };
        RaiseApprovalRequest: {
            actions: components["schemas"]["ApprovalAction"][];
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            approvalDeadline?: string;
            /**
             * Format: date-time
             * @description Until when an approval may be used; without it for good
             * @example 2026-04-01T00:00:00.000Z
             */
            approvalExpire?: string;
            approverId: string;
            /** @enum {string} */
            approverType: "tenant" | "tenant_owner" | "contract" | "contract_owner" | "user";
            descriptions: {
                /** @enum {string} */
                lang: "ja" | "en";
                /** @example ラック内作業への同意をお願いします */
                text: string;
            }[];
            /** @description Your own id; no second request of yours can bear it */
            externalRequestId?: string;
            /** @example colocation-connection */
            service: string;
        };
        RecordCommissionTerms: {
            /** @default [] */
            excludedMenus?: string[];
            /**
             * @description Of the charges; later months keep these terms until others begin
             * @example 2026-10
             */
            from: string;
            /** @description From the month in which a contract was concluded; left out: for as long as it lasts */
            introductionMonths?: number;
            /**
             * @description Yen without tax; less is carried on
             * @default 0
             */
            minimumPayout?: number;
            /**
             * @description After the day of issue
             * @default 14
             */
            objectionDays?: number;
            /**
             * @description Income tax is withheld from individuals
             * @default corporation
             * @enum {string}
             */
            payee?: "corporation" | "individual";
            /**
             * @description Percent, decimal text
             * @example 5.5
             */
            percent: string;
        };
        RecordConsent: {
            /**
             * Format: uuid
             * @description A request of yours that the end user has approved: it takes the place of contact, consentedAt and place
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            approvalRequestId?: string;
            /** @enum {string} */
            by: "partner" | "end-user";
            /**
             * Format: date-time
             * @description Now when left out
             * @example 2026-04-01T00:00:00.000Z
             */
            consentedAt?: string;
            /** @example 山田 太郎 */
            contact?: string;
            /** @example 本社 */
            place?: string;
            /** @enum {string} */
            topic: "rack-work" | "direct-contact" | "provider-name";
        };
        RecordDirectDocuments: {
            documents: ({
                /**
                 * @description As it stands in the referral
                 * @example D-2026-0001
                 */
                directContract: string;
                /**
                 * Format: date
                 * @description A day in Japan
                 * @example 2026-04-01
                 */
                issueDate: string;
                /** @enum {string} */
                kind: "invoice";
                /** @description Whole yen without tax, by menu */
                lines: {
                    menu: string;
                    /** @description Whole yen */
                    net: number;
                }[];
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                month: string;
                /** @example D-INV-2026-0001 */
                number: string;
            } | {
                /** @example D-INV-2026-0001 */
                amends: string;
                /**
                 * @description As it stands in the referral
                 * @example D-2026-0001
                 */
                directContract: string;
                /**
                 * Format: date
                 * @description A day in Japan
                 * @example 2026-04-01
                 */
                issueDate: string;
                /** @enum {string} */
                kind: "credit_note";
                /** @description Whole yen without tax, by menu */
                lines: {
                    menu: string;
                    /** @description Whole yen */
                    net: number;
                }[];
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                month: string;
                /** @example D-INV-2026-0001 */
                number: string;
            } | {
                /**
                 * @description As it stands in the referral
                 * @example D-2026-0001
                 */
                directContract: string;
                /**
                 * Format: date
                 * @description A day in Japan
                 * @example 2026-04-01
                 */
                issueDate: string;
                /** @enum {string} */
                kind: "void";
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                month: string;
                /** @example D-INV-2026-0001 */
                number: string;
            })[];
        };
        RecordService: {
            /** @example サンプル再販株式会社 */
            legalName?: string;
            /** @example N000000001 */
            number?: string;
        };
        Referral: {
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            concludedOn: string | null;
            contactAddress: string;
            contactName: string;
            customerName: string;
            /** @description The number of the provider's contract with the end user */
            directContract: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            endedAt: string | null;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            id: string;
            /**
             * @description Of a lapsed one: the last month whose charges earn commission
             * @example 2026-10
             */
            lastMonth: string | null;
            note: string;
            /**
             * @description The agency
             * @example econ1000000001
             */
            partnerId: string;
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            registeredAt: string;
            /** @enum {string} */
            state: "registered" | "concluded" | "declined" | "withdrawn" | "lapsed";
        };
        RegisterReferral: {
            /**
             * Format: email
             * @example taro.yamada@example.jp
             */
            contactAddress: string;
            /** @example 山田 太郎 */
            contactName: string;
            /** @example みどり商事株式会社 */
            customerName: string;
            /** @example ベアメタルサーバーを検討中 */
            note?: string;
        };
        RenameSavedSearch: {
            /** @example 大阪支店の停止中の契約 */
            name: string;
        };
        RenameSubscription: {
            /** @example 共有ディスク */
            name: string;
        };
        /** @description One child contract, a contract group, or all; the narrower wins among rules of equal scope */
        ResaleHolder: {
            /** @example econ1000000001 */
            contractId: string;
            /** @enum {string} */
            of: "contract";
        } | {
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            groupId: string;
            /** @enum {string} */
            of: "group";
        } | {
            /** @enum {string} */
            of: "partner";
        };
        ResalePreview: {
            /** @example econ1000000001 */
            contractId: string;
            /** @description What you pay, whole yen without tax */
            cost: number;
            lines: {
                component: string;
                /** @description Every rule that was looked at, and what became of it */
                considered: {
                    /** @enum {string} */
                    outcome: "won" | "wider scope" | "wider holder" | "earlier start" | "entered later" | "does not match" | "not in force";
                    ruleId: string;
                }[];
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                corrects: string | null;
                /** @description Whole yen */
                cost: number;
                id: string;
                /** @enum {string|null} */
                limitedBy: "minimum" | "cap" | null;
                menu: string;
                /** @description Whole yen */
                price: number | null;
                problem: {
                    code: string;
                    says: {
                        en: string;
                        ja: string;
                    };
                } | null;
                resourceId: string | null;
                /** @description The rule that wins; `draft`: the one that was handed in */
                ruleId: string | null;
                /**
                 * @description A UTC month: it begins at 09:00 in Japan
                 * @example 2026-10
                 */
                usageMonth: string;
            }[];
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            month: string;
            /** @description What the end user would be charged, of the lines that a rule prices */
            price: number;
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            rulesOf: string;
            /** @enum {string} */
            status: "estimated" | "fixed";
            /** @description Lines that no rule prices: with one of them no statement is made */
            unpriced: number;
        };
        ResalePrice: {
            /** @description They rise; only the last may be without end */
            bands: {
                /**
                 * @description Decimal text
                 * @example 1200
                 */
                flat?: string;
                /**
                 * @description Decimal text
                 * @example 1200
                 */
                unit?: string;
                /**
                 * @description Decimal text
                 * @example 1200
                 */
                upTo: string | null;
            }[];
            /**
             * @description Never above: yen a month, for each line
             * @example 100000
             */
            cap?: string;
            /** @enum {string} */
            kind: "graduated" | "volume";
            /**
             * @description Never below: yen a month, for each line
             * @example 100
             */
            minimum?: string;
            /**
             * @description `used`: only in a month with use
             * @enum {string}
             */
            minimumWhen?: "always" | "used";
        } | {
            /**
             * @description Never above: yen a month, for each line
             * @example 100000
             */
            cap?: string;
            /**
             * @description Decimal text
             * @example 1200
             */
            freeUnits?: string;
            /** @enum {string} */
            kind: "package";
            /**
             * @description Never below: yen a month, for each line
             * @example 100
             */
            minimum?: string;
            /**
             * @description `used`: only in a month with use
             * @enum {string}
             */
            minimumWhen?: "always" | "used";
            /**
             * @description Yen without tax, decimal text
             * @example 1200
             */
            packPrice: string;
            /**
             * @description Decimal text
             * @example 1200
             */
            packSize: string;
        } | {
            /**
             * @description Yen without tax, decimal text
             * @example 1200
             */
            amount: string;
            /**
             * @description `cost`: whole yen that you pay; `list`: the list price, before yen are made whole
             * @enum {string}
             */
            basis: "cost" | "list";
            /**
             * @description Never above: yen a month, for each line
             * @example 100000
             */
            cap?: string;
            /** @enum {string} */
            kind: "free_allowance";
            /**
             * @description Never below: yen a month, for each line
             * @example 100
             */
            minimum?: string;
            /**
             * @description `used`: only in a month with use
             * @enum {string}
             */
            minimumWhen?: "always" | "used";
        } | {
            /**
             * @description Never above: yen a month, for each line
             * @example 100000
             */
            cap?: string;
            /** @enum {string} */
            kind: "fixed_unit";
            /**
             * @description Never below: yen a month, for each line
             * @example 100
             */
            minimum?: string;
            /**
             * @description `used`: only in a month with use
             * @enum {string}
             */
            minimumWhen?: "always" | "used";
            /**
             * @description Yen without tax, decimal text
             * @example 1200
             */
            unitPrice: string;
        } | {
            /**
             * @description Never above: yen a month, for each line
             * @example 100000
             */
            cap?: string;
            /** @enum {string} */
            kind: "fixed_month";
            /**
             * @description Never below: yen a month, for each line
             * @example 100
             */
            minimum?: string;
            /**
             * @description `used`: only in a month with use
             * @enum {string}
             */
            minimumWhen?: "always" | "used";
            /**
             * @description Yen without tax, decimal text
             * @example 1200
             */
            monthly: string;
        } | {
            /**
             * @description `cost`: whole yen that you pay; `list`: the list price, before yen are made whole
             * @enum {string}
             */
            basis: "cost" | "list";
            /**
             * @description Never above: yen a month, for each line
             * @example 100000
             */
            cap?: string;
            /** @enum {string} */
            kind: "percent";
            /**
             * @description Never below: yen a month, for each line
             * @example 100
             */
            minimum?: string;
            /**
             * @description `used`: only in a month with use
             * @enum {string}
             */
            minimumWhen?: "always" | "used";
            /**
             * @description On top; -7 takes 7 % off
             * @example 20
             */
            percent: string;
        };
        ResaleRule: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            createdBy: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            endedAt: string | null;
            endedBy: string | null;
            fillsGaps: boolean;
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            from: string;
            holder: components["schemas"]["ResaleHolder"];
            id: string;
            price: components["schemas"]["ResalePrice"];
            scope: components["schemas"]["ResaleScope"];
            /**
             * @description A UTC month: it begins at 09:00 in Japan
             * @example 2026-10
             */
            to: string | null;
        };
        ResaleRuleToEnter: {
            /**
             * @description It may begin in a month that has begun or is closed, and prices only what no other rule prices there
             * @default false
             */
            fillsGaps?: boolean;
            /**
             * @description The first month: a coming one, but for a rule that fills gaps
             * @example 2026-10
             */
            from: string;
            holder: components["schemas"]["ResaleHolder"];
            price: components["schemas"]["ResalePrice"];
            scope: components["schemas"]["ResaleScope"];
            /**
             * @description The first month without it
             * @example 2026-10
             */
            to?: string;
        };
        /** @description Menus and plans as lines of charges name them; the narrowest rule wins */
        ResaleScope: {
            /** @enum {string} */
            of: "resource";
            resourceId: string;
        } | {
            menu: string;
            /** @enum {string} */
            of: "plan";
            plan: string;
        } | {
            menu: string;
            /** @enum {string} */
            of: "menu";
        } | {
            /** @enum {string} */
            category: "Compute" | "Storage" | "Networking" | "Security" | "Databases" | "Business Applications" | "Management and Governance" | "Internet of Things" | "Migration" | "Integration" | "Developer Tools" | "Media" | "Other";
            /** @enum {string} */
            of: "category";
        } | {
            /** @enum {string} */
            of: "all";
        };
        ResaleSettings: {
            /** @description Whether people of a child contract who may read its statements are mailed when a month's is ready. The mail names month and contract, no amount. Off until you say otherwise */
            tellEndUsers: boolean;
        };
        Resend: {
            from: number;
            to?: number;
        };
        ResumeContract: {
            /** @description false: do not mail the representative */
            notifyRepresentative?: boolean;
            /**
             * @description Why; /v1/contract-reasons says each in words
             * @default unspecified
             * @enum {string}
             */
            reason?: "end-user-request" | "payment-received" | "violation-ended" | "incident-closed" | "order-lifted" | "review-done" | "unspecified";
            /**
             * Format: date-time
             * @description When it is to begin, in UTC, at most 90 days ahead; left out: at once. The contract and who orders are judged again then.
             * @example 2026-04-01T00:00:00.000Z
             */
            startAt?: string;
        };
        RotateApiKey: {
            /** @default 24 */
            graceHours?: number;
        };
        SaleFacts: {
            acceptedTerms: {
                [key: string]: string;
            };
            agreements: {
                /**
                 * Format: date
                 * @description A day in Japan
                 * @example 2026-04-01
                 */
                from: string;
                id: string;
                names: string[];
                /**
                 * Format: date
                 * @description A day in Japan
                 * @example 2026-04-01
                 */
                to: string | null;
            }[];
            /** @description As the provider's staff recorded it; the contract's name until then */
            legalName: string;
            /**
             * Format: date
             * @description A day in Japan
             * @example 2026-04-01
             */
            rackContractedFrom: string | null;
            services: {
                [key: string]: {
                    legalName: string | null;
                    number: string | null;
                };
            };
        };
        SavedSearch: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            /** Format: uuid */
            id: string;
            name: string;
            query: components["schemas"]["SavedSearchQuery"];
        };
        /** @description Parameters of `GET /v1/contracts`, kept as the search reads them */
        SavedSearchQuery: {
            /**
             * @description Part of the contract id
             * @example econ1000000001
             */
            contractId?: string;
            /**
             * @description Part of the customer name; width, kana, letter case, spaces and forms of company written alike
             * @example ｻﾝﾌﾟﾙ
             */
            customerName?: string;
            /**
             * @description Part of the customer number, letter case apart
             * @example N1234567890
             */
            customerNumber?: string;
            /**
             * Format: date-time
             * @description 利用終了日: from this instant on
             * @example 2026-04-01T00:00:00.000Z
             */
            endedFrom?: string;
            /**
             * Format: date-time
             * @description 利用終了日: before this instant
             * @example 2026-04-01T00:00:00.000Z
             */
            endedTo?: string;
            /**
             * Format: uuid
             * @description Contracts of this contract group
             */
            groupId?: string;
            /**
             * @description Contracts that bear this label
             * @example branch:osaka
             */
            label?: string;
            /**
             * @description Part of the representative's login id; an API key needs users:read
             * @example taro
             */
            loginId?: string;
            /**
             * @description Part of the representative's mail address; an API key needs users:read
             * @example @example.jp
             */
            mailAddress?: string;
            /**
             * @description Words, 5 at most, each in the name, number or id of the contract, or in the login id or mail address of its representative
             * @example サンプル 東京
             */
            q?: string;
            /** @enum {string} */
            sort?: "createdAt" | "-createdAt" | "startedAt" | "-startedAt" | "endedAt" | "-endedAt" | "customerName" | "-customerName" | "customerNumber" | "-customerNumber";
            /**
             * Format: date-time
             * @description 利用開始日: from this instant on
             * @example 2026-04-01T00:00:00.000Z
             */
            startedFrom?: string;
            /**
             * Format: date-time
             * @description 利用開始日: before this instant
             * @example 2026-04-01T00:00:00.000Z
             */
            startedTo?: string;
            /** @enum {string} */
            state?: "provisioning" | "active" | "suspending" | "suspended" | "resuming" | "terminating" | "terminated" | "failed";
        };
        SaveSearch: {
            /** @example 大阪支店の停止中の契約 */
            name: string;
            query: components["schemas"]["SavedSearchQuery"];
        };
        Session: {
            /**
             * Format: date-time
             * @description Ends then at the latest; and after 30 minutes without use
             * @example 2026-04-01T00:00:00.000Z
             */
            endsAt: string;
            /** Format: uuid */
            id: string;
            /** @description Send it as Authorization: Bearer. It is shown here only */
            token: string;
        };
        SetAllowedAddresses: {
            /** @description Ranges from which the contract's users and keys may come; none: from anywhere */
            addresses: string[];
        };
        SetBillingDetails: {
            /** @example 東京都港区芝浦0-0-0 */
            address: string;
            /** @description Of a company: its check digit is checked */
            registration?: {
                /**
                 * Format: date
                 * @description A day in Japan
                 * @example 2026-04-01
                 */
                from: string;
                /** @example T7010705000725 */
                number: string;
            };
        };
        SetMenuControl: {
            /** @description Say what it would mean, and change nothing */
            dryRun?: boolean;
            /** @enum {string} */
            futureMenus?: "on" | "off";
            menus?: {
                [key: string]: "on" | "off";
            };
        };
        SetNoticeSettings: {
            incident?: {
                /**
                 * @description Tenants of which nothing is wanted
                 * @default []
                 */
                exceptTenants?: string[];
                on: boolean;
            };
            /**
             * @description null: that of the contract's channel
             * @enum {string|null}
             */
            language?: "ja" | "en" | null;
            maintenance?: {
                /**
                 * @description Tenants of which nothing is wanted
                 * @default []
                 */
                exceptTenants?: string[];
                on: boolean;
            };
            news?: {
                /**
                 * @description Tenants of which nothing is wanted
                 * @default []
                 */
                exceptTenants?: string[];
                on: boolean;
            };
        };
        SetPasswordByLink: {
            /**
             * Format: password
             * @description 15 to 256 characters, 12 with one-time codes on; any characters; not one that many people choose
             */
            password: string;
            /** @description What follows # in the link of the mail */
            token: string;
        };
        SettlePaymentStatement: {
            /** @example 6月分の契約が含まれていません */
            reason: string;
        };
        SignedIn: {
            /** @description Keep it on this device and send it along the next time */
            device: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            next: "none";
            /** @description Ten codes, each for one sign-in without the device. They are shown here only */
            recoveryCodes?: string[];
            session: components["schemas"]["Session"];
        };
        SignIn: {
            /** @description `device` of an earlier sign-in on this device: its failures are then counted apart */
            device?: string;
            /** @example taro.yamada@example.jp */
            loginId: string;
            /** Format: password */
            password: string;
        };
        SignInCode: {
            /**
             * @description The six digits of the authenticator app
             * @example 492039
             */
            code?: string;
            /** @description `device` of an earlier sign-in on this device: its failures are then counted apart */
            device?: string;
            /** @example 7K3D-9QWX-04NB-TZ6H */
            recoveryCode?: string;
            /** @description `ticket` of the step before; it holds for ten minutes */
            ticket: string;
        };
        SignInOperator: {
            /**
             * @description The six digits of the authenticator app
             * @example 492039
             */
            code: string;
            /** @description `device` of an earlier sign-in on this device: its failures are then counted apart */
            device?: string;
            /** @example taro.yamada@example.jp */
            loginId: string;
            /** Format: password */
            password: string;
        };
        SignUpContact: {
            /**
             * Format: email
             * @example taro.yamada@example.jp
             */
            mailAddress: string;
            /** @example 山田 太郎 */
            name?: string;
        };
        SimulateContractGroup: {
            contracts?: {
                add?: string[];
                remove?: string[];
            };
            /** @description As if the group were deleted */
            delete?: boolean;
            exclude?: {
                add?: string[];
                remove?: string[];
            };
            rules?: {
                add?: components["schemas"]["ContractGroupRule"][];
                /** @description Ids of rules */
                remove?: string[];
            };
            users?: {
                add?: string[];
                remove?: string[];
            };
        };
        /** @description The provider's staff say why; nobody else sends anything */
        StaffReason: {
            /** @example 基盤の障害が復旧しました */
            reason?: string;
        };
        StartSubscription: {
            /**
             * @description 名義 of the end user, given to the provider with the order where a menu asks for it
             * @example みどり商事株式会社
             */
            endUserName?: string;
            /** @example block-storage */
            menu: string;
            /** @example 共有ディスク */
            name: string;
            /** @example 100gb */
            plan: string;
            /** @example 0f8fad5bd9cb469fa16570867728950e */
            tenantId: string;
        };
        StartSubscriptions: {
            subscriptions: {
                /** @example econ1000000001 */
                contractId: string;
                /**
                 * @description 名義 of the end user, given to the provider with the order where a menu asks for it
                 * @example みどり商事株式会社
                 */
                endUserName?: string;
                /** @example block-storage */
                menu: string;
                /** @example 共有ディスク */
                name: string;
                /** @example 100gb */
                plan: string;
                /** @example 0f8fad5bd9cb469fa16570867728950e */
                tenantId: string;
            }[];
        };
        StateForContract: {
            /** @enum {string} */
            managedBy?: "partner" | "end-user";
            ownSoftware?: {
                licencesChecked?: boolean;
                runs: boolean;
            };
            visit?: components["schemas"]["Visit"];
        };
        Subscription: {
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            endedAt: string | null;
            /** @description On a single subscription only */
            events?: components["schemas"]["SubscriptionEvent"][];
            /**
             * Format: uuid
             * @description Id of the resource. Charges name it; it never changes.
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            id: string;
            /** @example block-storage */
            menu: string;
            name: string;
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            openOrderId: string | null;
            /** @description The plan when every accepted order has ended */
            orderedPlan: string;
            /** @description The plan in force; null before the start */
            plan: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            startedAt: string | null;
            /**
             * @description What has been accepted for it
             * @enum {string}
             */
            state: "provisioning" | "active" | "changing" | "stopping" | "stopped" | "resuming" | "ending" | "ended" | "failed";
            /** @example 0f8fad5bd9cb469fa16570867728950e */
            tenantId: string;
        };
        SubscriptionEvent: {
            /**
             * Format: date-time
             * @description When it took effect; usage and charges hang on it
             * @example 2026-04-01T00:00:00.000Z
             */
            at: string;
            before: string | null;
            /** @enum {string} */
            kind: "started" | "plan-changed" | "stopped" | "resumed" | "ended";
            /**
             * Format: uuid
             * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
             */
            orderId: string;
            plan: string | null;
            sequence: number;
        };
        SuspendContract: {
            /** @description false: do not mail the representative */
            notifyRepresentative?: boolean;
            /**
             * @description Why; /v1/contract-reasons says each in words
             * @default unspecified
             * @enum {string}
             */
            reason?: "end-user-request" | "payment-overdue" | "terms-violation" | "security-incident" | "legal-order" | "contract-review" | "unspecified";
            /**
             * Format: date-time
             * @description When it is to begin, in UTC, at most 90 days ahead; left out: at once. The contract and who orders are judged again then.
             * @example 2026-04-01T00:00:00.000Z
             */
            startAt?: string;
        };
        Tenant: {
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            description: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            endedAt: string | null;
            /** @example 0f8fad5bd9cb469fa16570867728950e */
            id: string;
            name: string;
            region: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            startedAt: string | null;
            /** @enum {string} */
            state: "provisioning" | "active" | "deleting" | "deleted" | "failed";
            /** @example ws1000000001 */
            workspaceId: string;
        };
        TerminateContract: {
            /** @description false: do not mail the representative */
            notifyRepresentative?: boolean;
            /** @description Remove what is left, as the plan of this revision lists it */
            remove?: {
                /**
                 * @description Names what the plan lists
                 * @example 5f0c8a1de2b34f6790ab12cd34ef5678
                 */
                revision: string;
            };
        };
        Termination: {
            /** @description What our own records hold of it now */
            books: {
                access: number;
                charging: number;
                openOrders: number;
                subscriptions: number;
                tenants: number;
                users: number;
            };
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            endedAt: string | null;
            /** @description It has ended and nothing is left, in the records and on the platform */
            nothingLeft: boolean;
            /** @description Its steps in order, the termination itself last */
            orders: {
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                endedAt: string | null;
                /**
                 * Format: uuid
                 * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
                 */
                id: string;
                /** @enum {string} */
                kind: "contract.create" | "contract.change" | "contract.suspend" | "contract.resume" | "contract.terminate" | "contract.repair" | "representative.change" | "tenant.create" | "tenant.change" | "tenant.delete" | "user.create" | "user.change" | "user.delete" | "access.grant" | "access.revoke" | "subscription.start" | "subscription.change-plan" | "subscription.stop" | "subscription.resume" | "subscription.end";
                /** @enum {string} */
                state: "received" | "awaiting_approval" | "scheduled" | "executing" | "compensating" | "cancelling" | "succeeded" | "failed" | "cancelled" | "rejected" | "expired";
                subjectId: string;
            }[];
            /** @description What the platform held of it when it was asked after the last step */
            platform: {
                access: number;
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                askedAt: string;
                /** @enum {string} */
                domain: "gone" | "there";
                projects: number;
                users: number;
            } | null;
            /**
             * @description Names what the plan lists
             * @example 5f0c8a1de2b34f6790ab12cd34ef5678
             */
            revision: string;
            /** @enum {string} */
            state: "provisioning" | "active" | "suspending" | "suspended" | "resuming" | "terminating" | "terminated" | "failed";
        };
        TerminationPlan: {
            /** @description Access rights to its tenants, also of users of the parent */
            access: {
                /** @example 0f8fad5bd9cb469fa16570867728950e */
                tenantId: string;
                until: string | null;
                /** @example econ1000000001 */
                userContractId: string;
                /** @example ecid1000000001 */
                userId: string;
            }[];
            /** @example econ1000000001 */
            contractId: string;
            openOrders: {
                /**
                 * Format: uuid
                 * @example 01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60
                 */
                id: string;
                /** @enum {string} */
                kind: "contract.create" | "contract.change" | "contract.suspend" | "contract.resume" | "contract.terminate" | "contract.repair" | "representative.change" | "tenant.create" | "tenant.change" | "tenant.delete" | "user.create" | "user.change" | "user.delete" | "access.grant" | "access.revoke" | "subscription.start" | "subscription.change-plan" | "subscription.stop" | "subscription.resume" | "subscription.end";
                /** @enum {string} */
                state: "received" | "awaiting_approval" | "scheduled" | "executing" | "compensating" | "cancelling" | "succeeded" | "failed" | "cancelled" | "rejected" | "expired";
                subjectId: string;
            }[];
            /** @description Why a termination would be refused now; null: it would be accepted */
            refusal: {
                code: string;
                retryable: boolean;
                says: {
                    en: string;
                    ja: string;
                };
                variables: {
                    [key: string]: string | number | boolean;
                };
            } | null;
            /** @description The same for one that names this revision in `remove` */
            refusalWithRemoval: {
                code: string;
                retryable: boolean;
                says: {
                    en: string;
                    ja: string;
                };
                variables: {
                    [key: string]: string | number | boolean;
                };
            } | null;
            /**
             * @description Names what the plan lists
             * @example 5f0c8a1de2b34f6790ab12cd34ef5678
             */
            revision: string;
            /** @enum {string} */
            state: "provisioning" | "active" | "suspending" | "suspended" | "resuming" | "terminating" | "terminated" | "failed";
            /** @description What would be done, in this order */
            steps: {
                id: string;
                /** @enum {string} */
                step: "end-subscription" | "delete-tenant" | "delete-user" | "end-contract";
            }[];
            subscriptions: {
                /** Format: uuid */
                id: string;
                menu: string;
                name: string;
                orderedPlan: string;
                plan: string | null;
                state: string;
                /** @example 0f8fad5bd9cb469fa16570867728950e */
                tenantId: string;
            }[];
            tenants: {
                /** @example 0f8fad5bd9cb469fa16570867728950e */
                id: string;
                name: string;
                region: string;
                /** @enum {string} */
                state: "provisioning" | "active" | "deleting" | "deleted" | "failed";
            }[];
            /** @description Months (UTC) that are not closed: they are billed as ever, also after the end */
            unbilledUsage: {
                month: string;
                records: number;
                resources: number;
            }[];
            users: {
                /** @example ecid1000000001 */
                id: string;
                /** @enum {string} */
                state: "provisioning" | "active" | "deleting" | "deleted" | "failed";
                /** @enum {string} */
                type: "representative" | "administrator" | "general";
            }[];
        };
        Ticket: {
            /** @enum {string} */
            category: "service" | "partner-functions" | "contract" | "billing" | "portal";
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            changedAt: string;
            /**
             * @description What it is about: your own contract or a child's
             * @example econ1000000001
             */
            contractId: string;
            /** @example tk1000000001 */
            id: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            openedAt: string;
            /** @example ecid1000000001 */
            openedBy: string;
            /** @example econ1000000001 */
            partnerId: string;
            /**
             * @description open waits for the provider, answered for the partner
             * @enum {string}
             */
            state: "open" | "answered" | "closed";
            subject: string;
            /** @enum {string} */
            type: "fault" | "other";
            userIds: string[];
        };
        TicketWithThread: {
            /** @enum {string} */
            category: "service" | "partner-functions" | "contract" | "billing" | "portal";
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            changedAt: string;
            /**
             * @description What it is about: your own contract or a child's
             * @example econ1000000001
             */
            contractId: string;
            /** @example tk1000000001 */
            id: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            openedAt: string;
            /** @example ecid1000000001 */
            openedBy: string;
            /** @example econ1000000001 */
            partnerId: string;
            /**
             * @description open waits for the provider, answered for the partner
             * @enum {string}
             */
            state: "open" | "answered" | "closed";
            subject: string;
            thread: {
                /**
                 * Format: date-time
                 * @example 2026-04-01T00:00:00.000Z
                 */
                at: string;
                author: string;
                /** @enum {string} */
                move: "open" | "reply" | "close" | "reopen";
                seq: number;
                /** @enum {string} */
                side: "partner" | "provider";
                text: string | null;
            }[];
            /** @enum {string} */
            type: "fault" | "other";
            userIds: string[];
        };
        TokenForUser: {
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            issuedAt: string;
            /** @description The key whose token it is: it dies with it */
            keyId: string;
            /** @description Where the user has tenants */
            regions: string[];
            tenantId: string;
            tenantName: string;
            token: string;
            userId: string;
        };
        UsageEvent: components["schemas"]["UsageInterval"] | components["schemas"]["UsageReading"];
        UsageInterval: {
            data: {
                /** @example minute */
                component: string;
                /** @example econ1000000001 */
                contractId: string;
                /** @description ISO 4217; left out: that of the price */
                currency?: string;
                /**
                 * Format: date-time
                 * @example 2026-10-01T00:00:00Z
                 */
                from: string;
                /** @example Virtual server */
                menu: string;
                /** @example 1vCPU-4GB */
                plan: string;
                /**
                 * @description 1 where it is left out
                 * @example 1
                 */
                size?: string;
                /**
                 * Format: date-time
                 * @description After `from`, which is part of the interval; this instant is not
                 * @example 2026-10-01T01:00:00Z
                 */
                to: string;
            } & {
                [key: string]: unknown;
            };
            /**
             * @description Unique within the source: what comes again under it counts once
             * @example e-0001
             */
            id: string;
            /**
             * @description The source that the key may speak for
             * @example /metering/jp1
             */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /**
             * @description The resource
             * @example vm-1
             */
            subject: string;
            /**
             * @description A resource of a size existed from one instant to another
             * @enum {string}
             */
            type: "saihan.usage.interval.v1";
        } & {
            [key: string]: unknown;
        };
        UsageReading: {
            data: {
                /**
                 * Format: date-time
                 * @example 2026-10-01T00:00:00Z
                 */
                at: string;
                /** @example minute */
                component: string;
                /** @example econ1000000001 */
                contractId: string;
                /** @description ISO 4217; left out: that of the price */
                currency?: string;
                /** @example Virtual server */
                menu: string;
                /** @example 1vCPU-4GB */
                plan: string;
                /**
                 * @description A decimal number as text
                 * @example 12.5
                 */
                quantity: string;
            } & {
                [key: string]: unknown;
            };
            /**
             * @description Unique within the source: what comes again under it counts once
             * @example e-0001
             */
            id: string;
            /**
             * @description The source that the key may speak for
             * @example /metering/jp1
             */
            source: string;
            /** @enum {string} */
            specversion: "1.0";
            /**
             * @description The resource
             * @example vm-1
             */
            subject: string;
            /**
             * @description So much was used, or stood on a gauge, at an instant
             * @enum {string}
             */
            type: "saihan.usage.reading.v1";
        } & {
            [key: string]: unknown;
        };
        UsageTaken: {
            /** @description Of those taken: of a month that is cut off, to be billed in the next */
            late: number;
            /** @description Events that cannot be billed as they came, kept with the reason */
            parked: number;
            /** @description Events that were here before; they count once */
            repeated: number;
            /** @description Events that are new */
            taken: number;
        };
        User: {
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            endedAt: string | null;
            /** @example ecid1000000001 */
            id: string;
            loginId: string;
            mailAddress: string;
            name: string | null;
            /** @description What an administrator may do; null: everything. Without meaning for other types */
            rights: ("users" | "tenants" | "representative" | "groups" | "settings" | "audit" | "charges" | "tickets")[] | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            startedAt: string | null;
            /** @enum {string} */
            state: "provisioning" | "active" | "deleting" | "deleted" | "failed";
            /** @enum {string} */
            type: "representative" | "administrator" | "general";
        };
        UserSecurity: {
            /** @example econ1000000001 */
            contractId: string;
            signInDisabled: boolean;
            /**
             * @description asked: the next sign-in shows the QR code
             * @enum {string}
             */
            totp: "off" | "asked" | "on";
            /** @example ecid1000000001 */
            userId: string;
        };
        Valid: {
            rows?: {
                problem?: unknown;
            }[];
            /** @description As things stand; false only of many rows of which some would be refused */
            valid: boolean;
        };
        Visit: {
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            at?: string;
            /**
             * @description Telephone number or mail address of the contact
             * @example 山田 太郎
             */
            contactAddress?: string;
            /** @example 山田 太郎 */
            contactName?: string;
            endUserAttends?: boolean;
            /** @example 山田 太郎 */
            place?: string;
        } | null;
        Webhook: {
            /** @description Months, invoices and credit notes are among the events */
            charges: boolean;
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            /** @description Every event that was asked for up to this number has arrived */
            delivered: number;
            description: string;
            /**
             * @description `FAILING`: nothing arrived for five days; `GONE`: the receiver answered 410
             * @enum {string|null}
             */
            disabledCause: "BY_USER" | "FAILING" | "GONE" | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            failingSince: string | null;
            /** @description Attempts that failed since the last that succeeded */
            failures: number;
            /**
             * Format: date-time
             * @description Until then the secret before signs as well
             * @example 2026-04-01T00:00:00.000Z
             */
            formerSecretUntil: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description Null: every kind
             * @example [
             *       "contract.*",
             *       "user.create.succeeded"
             *     ]
             */
            kinds: string[] | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            nextAttemptAt: string | null;
            /** @enum {string} */
            state: "enabled" | "disabled";
            url: string;
        };
        WebhookChange: {
            after?: number;
            /** @example 本番の受信先 */
            description?: string;
            enabled?: boolean;
            /**
             * @description Null: every kind
             * @example [
             *       "contract.*",
             *       "user.create.succeeded"
             *     ]
             */
            kinds?: string[] | null;
            /**
             * @description https, reachable over the Internet
             * @example https://partner.example/saihan
             */
            url?: string;
        };
        WebhookDelivery: {
            /** @description The first 200 characters of an answer that refused */
            answer: string | null;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            at: string;
            attempt: number;
            /** @enum {string|null} */
            code: "URL_REFUSED" | "ADDRESS_REFUSED" | "NAME_NOT_FOUND" | "NO_CONNECTION" | "TLS_FAILED" | "TIMED_OUT" | "REDIRECTED" | "GONE" | "HTTP_STATUS" | null;
            durationMs: number;
            /** @description Number of the event */
            event: number | null;
            id: string;
            kind: string;
            /** @description `webhook-id` */
            messageId: string;
            /** @enum {string} */
            outcome: "delivered" | "failed";
            /** @enum {string} */
            reason: "event" | "resend" | "test" | "heartbeat";
            /** @description HTTP status of the answer */
            status: number | null;
        };
        WebhookRotation: {
            /** @default 24 */
            overlapHours?: number;
        };
        WebhookWithSecret: components["schemas"]["Webhook"] & {
            /**
             * @description Shown this once
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        WhyThisAmount: {
            line: components["schemas"]["ChargeLine"];
            pattern: string | null;
            priceVersions: string[];
            roundingPolicy: string | null;
            rule: {
                source: string;
                version: number;
            } | null;
            steps: {
                /** @description Exact, in yen */
                amount: string | null;
                says: {
                    en: string;
                    ja: string;
                };
                what: string;
            }[];
            usageRecords: number;
        };
        Workspace: {
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            description: string;
            /** @example ws1000000001 */
            id: string;
            name: string;
            /** @description Its tenants: at most one of each region */
            regions: {
                region: string;
                /** @example 0f8fad5bd9cb469fa16570867728950e */
                tenantId: string;
            }[];
        };
        WorkspaceWithUsers: {
            /** @example econ1000000001 */
            contractId: string;
            /**
             * Format: date-time
             * @example 2026-04-01T00:00:00.000Z
             */
            createdAt: string;
            description: string;
            /** @example ws1000000001 */
            id: string;
            name: string;
            /** @description Its tenants: at most one of each region */
            regions: {
                region: string;
                /** @example 0f8fad5bd9cb469fa16570867728950e */
                tenantId: string;
            }[];
            /** @description Who has access to one of its tenants */
            users: {
                /** @example econ1000000001 */
                contractId: string;
                representative: boolean;
                /** @example ecid1000000001 */
                userId: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    explainAccess: {
        parameters: {
            query: {
                /** @description A child contract */
                contract: string;
                /** @description A user of the parent */
                user: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessExplanation"];
                };
            };
        };
    };
    listApprovalRequests: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                orderId?: string;
                /** @description active: registered, or approved and valid; inactive: the others of the last three months */
                standing?: "active" | "inactive";
                status?: "registered" | "approved" | "denied" | "cancelled" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvalRequests: components["schemas"]["ApprovalRequest"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    raiseApprovalRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RaiseApprovalRequest"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRequest"];
                };
            };
        };
    };
    getApprovalRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRequest"];
                };
            };
        };
    };
    approveApprovalRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 対象の作業に同意します */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRequest"];
                };
            };
        };
    };
    cancelApprovalRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRequest"];
                };
            };
        };
    };
    denyApprovalRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approvalRequestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 対象の作業に同意します */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRequest"];
                };
            };
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                /** @description `next` of the page before */
                after?: string;
                contractId?: string;
                /** @description Entries from this instant on */
                from?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                orderId?: string;
                outcome?: "done" | "refused";
                /** @description Id of what was acted upon */
                target?: string;
                /** @description Entries before this instant */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["AuditEntry"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    exportAuditEntries: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                contractId?: string;
                /** @description Entries from this instant on */
                from?: string;
                orderId?: string;
                outcome?: "done" | "refused";
                /** @description Id of what was acted upon */
                target?: string;
                /** @description Entries before this instant */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["AuditEntry"];
                    "text/csv": components["schemas"]["AuditEntry"];
                };
            };
        };
    };
    getBillingDetails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        details: components["schemas"]["BillingDetails"][];
                    };
                };
            };
        };
    };
    setBillingDetails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetBillingDetails"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingDetails"];
                };
            };
        };
    };
    listBulks: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bulks: components["schemas"]["Bulk"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    planBulk: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            201: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
        };
    };
    getBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
        };
    };
    applyBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulkId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
        };
    };
    downloadBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
        };
    };
    resumeBulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulkId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulk"];
                };
            };
        };
    };
    listBulkRows: {
        parameters: {
            query?: {
                /** @description The last row of the page before */
                after?: number | null;
                limit?: number;
                outcome?: "planned" | "under-way" | "succeeded" | "failed" | "unchanged" | "refused";
            };
            header?: never;
            path: {
                bulkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: number | null;
                        rows: components["schemas"]["BulkRow"][];
                    };
                };
            };
        };
    };
    listCloses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        closes: components["schemas"]["MonthClose"][];
                    };
                };
            };
        };
    };
    getCloseCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @example 2026-04-01T00:00:00.000Z
                         */
                        at: string;
                        content: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description A UTC month: it begins at 09:00 in Japan
                         * @example 2026-10
                         */
                        month: string;
                        sha256: string;
                    };
                };
            };
        };
    };
    listCommissionTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        terms: components["schemas"]["CommissionTerms"][];
                    };
                };
            };
        };
    };
    listCommissions: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description In whose close it was booked */
                bookedMonth?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                /** @description Of the charges */
                month?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["CommissionEntry"][];
                        next: string | null;
                        /** @description Of all entries that are asked for. `owed`: on no payment statement that stands */
                        totals: {
                            /** @description Whole yen */
                            earned: number;
                            /** @description Whole yen */
                            onStatements: number;
                            /** @description Whole yen */
                            owed: number;
                            /** @description Whole yen */
                            takenBack: number;
                        };
                        /** @description The provider's documents that have no entry yet */
                        waiting: number;
                    };
                };
            };
        };
    };
    listContractGroups: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Only the groups that hold this child contract or keep it out, with why */
                contractId?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groups: components["schemas"]["ContractGroup"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    createContractGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateContractGroup"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractGroup"];
                };
            };
        };
    };
    getContractGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractGroup"];
                };
            };
        };
    };
    deleteContractGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeContractGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                groupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeContractGroup"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractGroup"];
                };
            };
        };
    };
    simulateContractGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                groupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulateContractGroup"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractGroupSimulation"];
                };
            };
        };
    };
    listContractsOfGroup: {
        parameters: {
            query?: {
                /** @description The last id of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: string[];
                        next: string | null;
                    };
                };
            };
        };
    };
    listExclusionsOfGroup: {
        parameters: {
            query?: {
                /** @description The last id of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: string[];
                        next: string | null;
                    };
                };
            };
        };
    };
    listUsersOfGroup: {
        parameters: {
            query?: {
                /** @description The last id of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ids: string[];
                        next: string | null;
                    };
                };
            };
        };
    };
    listContractReasons: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        resumption: {
                            code: string;
                            says: {
                                en: string;
                                ja: string;
                            };
                        }[];
                        suspension: {
                            code: string;
                            says: {
                                en: string;
                                ja: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    listContracts: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Part of the contract id */
                contractId?: string;
                /** @description true: tell how many there are on all pages */
                count?: "true" | "false";
                /** @description Part of the customer name; width, kana, letter case, spaces and forms of company written alike */
                customerName?: string;
                /** @description Part of the customer number, letter case apart */
                customerNumber?: string;
                /** @description 利用終了日: from this instant on */
                endedFrom?: string;
                /** @description 利用終了日: before this instant */
                endedTo?: string;
                /** @description Contracts of this contract group */
                groupId?: string;
                /** @description Contracts that bear this label */
                label?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                /** @description Part of the representative's login id; an API key needs users:read */
                loginId?: string;
                /** @description Part of the representative's mail address; an API key needs users:read */
                mailAddress?: string;
                /** @description Words, 5 at most, each in the name, number or id of the contract, or in the login id or mail address of its representative */
                q?: string;
                /** @description With - the other way round */
                sort?: "createdAt" | "-createdAt" | "startedAt" | "-startedAt" | "endedAt" | "-endedAt" | "customerName" | "-customerName" | "customerNumber" | "-customerNumber";
                /** @description 利用開始日: from this instant on */
                startedFrom?: string;
                /** @description 利用開始日: before this instant */
                startedTo?: string;
                state?: "provisioning" | "active" | "suspending" | "suspended" | "resuming" | "terminating" | "terminated" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contracts: components["schemas"]["Contract"][];
                        /** @description How many there are on all pages, if asked for */
                        count?: number;
                        next: string | null;
                    };
                };
            };
        };
    };
    createContract: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateContract"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contract: components["schemas"]["Contract"];
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    exportContracts: {
        parameters: {
            query?: {
                /** @description Part of the contract id */
                contractId?: string;
                /** @description Part of the customer name; width, kana, letter case, spaces and forms of company written alike */
                customerName?: string;
                /** @description Part of the customer number, letter case apart */
                customerNumber?: string;
                /** @description 利用終了日: from this instant on */
                endedFrom?: string;
                /** @description 利用終了日: before this instant */
                endedTo?: string;
                /** @description Contracts of this contract group */
                groupId?: string;
                /** @description Contracts that bear this label */
                label?: string;
                /** @description Part of the representative's login id; an API key needs users:read */
                loginId?: string;
                /** @description Part of the representative's mail address; an API key needs users:read */
                mailAddress?: string;
                /** @description Words, 5 at most, each in the name, number or id of the contract, or in the login id or mail address of its representative */
                q?: string;
                /** @description 利用開始日: from this instant on */
                startedFrom?: string;
                /** @description 利用開始日: before this instant */
                startedTo?: string;
                state?: "provisioning" | "active" | "suspending" | "suspended" | "resuming" | "terminating" | "terminated" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": components["schemas"]["Contract"];
                };
            };
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
        };
    };
    changeContract: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeContract"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contract: components["schemas"]["Contract"];
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    getAllowedAddresses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllowedAddresses"];
                };
            };
        };
    };
    setAllowedAddresses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetAllowedAddresses"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllowedAddresses"];
                };
            };
        };
    };
    listCharges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        months: components["schemas"]["MonthOfCharges"][];
                    };
                };
            };
        };
    };
    getCharges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charges"];
                };
            };
        };
    };
    getChangeOfCharges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeOfCharges"];
                };
            };
        };
    };
    explainCharge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                /** @description `id` of a line of the month, percent-encoded */
                lineId: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyThisAmount"];
                };
            };
        };
    };
    recordConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordConsent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractSaleFacts"];
                };
            };
        };
    };
    listEndUserEstimates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        estimates: components["schemas"]["EndUserEstimate"][];
                    };
                };
            };
        };
    };
    nameEndUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NameEndUser"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractSaleFacts"];
                };
            };
        };
    };
    listEndUserStatements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Months without a statement, because no rule settles a line. Empty for end users */
                        parked: {
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            at: string;
                            lines: number;
                            /**
                             * @description A UTC month: it begins at 09:00 in Japan
                             * @example 2026-10
                             */
                            month: string;
                            reasons: {
                                code: string;
                                says: {
                                    en: string;
                                    ja: string;
                                };
                            }[];
                        }[];
                        statements: components["schemas"]["EndUserStatement"][];
                    };
                };
            };
        };
    };
    getEndUserStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndUserStatementWithLines"];
                };
            };
        };
    };
    getEndUserStatementFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                file: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/csv": string;
                };
            };
        };
    };
    explainEndUserStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: {
                            /** @description Every rule that was looked at, and what became of it */
                            considered: {
                                /** @enum {string} */
                                outcome: "won" | "wider scope" | "wider holder" | "earlier start" | "entered later" | "does not match" | "not in force";
                                ruleId: string;
                            }[];
                            /** @description Whole yen */
                            cost: number;
                            /** @enum {string|null} */
                            limitedBy: "minimum" | "cap" | null;
                            lineId: string;
                            /** @description Whole yen */
                            price: number;
                            ruleId: string;
                        }[];
                    };
                };
            };
        };
    };
    listIamGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groups: components["schemas"]["IamGroup"][];
                    };
                };
            };
        };
    };
    createIamGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateIamGroup"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IamGroup"];
                };
            };
        };
    };
    getIamGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IamGroup"];
                };
            };
        };
    };
    deleteIamGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                groupId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    attachIamRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                groupId: string;
                roleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IamGroup"];
                };
            };
        };
    };
    detachIamRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                groupId: string;
                roleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    addUserToIamGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                groupId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IamGroup"];
                };
            };
        };
    };
    removeUserFromIamGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                groupId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listIamRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        roles: components["schemas"]["IamRole"][];
                    };
                };
            };
        };
    };
    createIamRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateIamRole"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IamRole"];
                };
            };
        };
    };
    getIamRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                roleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IamRole"];
                };
            };
        };
    };
    deleteIamRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                roleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readMaintenanceAsCalendar: {
        parameters: {
            query?: {
                /** @description Without it the reader's own, then that of the contract's channel */
                language?: "ja" | "en";
            };
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
        };
    };
    listMenusOfContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        menus: components["schemas"]["MenuForContract"][];
                        /** @description The version of the catalogue in force; null when there is none */
                        version: string | null;
                    };
                };
            };
        };
    };
    readNoticesAsAtom: {
        parameters: {
            query?: {
                /** @description Without it the reader's own, then that of the contract's channel */
                language?: "ja" | "en";
            };
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                };
            };
        };
    };
    changeRepresentative: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRepresentative"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contract: components["schemas"]["Contract"];
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    previewResalePrices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewResalePrices"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResalePreview"];
                };
            };
        };
    };
    resumeContract: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeContract"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contract: components["schemas"]["Contract"];
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    getContractSaleFacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractSaleFacts"];
                };
            };
        };
    };
    stateForContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StateForContract"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractSaleFacts"];
                };
            };
        };
    };
    startSubscription: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartSubscription"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        duties: {
                            code: string;
                            /**
                             * Format: date
                             * @description A day in Japan
                             * @example 2026-04-01
                             */
                            dueOn: string;
                            id: string;
                            says: {
                                en: string;
                                ja: string;
                            };
                            /** @enum {string} */
                            turn: "caller" | "end-user" | "operations" | "billing" | "support" | "platform" | "nobody";
                        }[];
                        order: components["schemas"]["Order"];
                        subscription: components["schemas"]["Subscription"];
                    };
                };
            };
        };
    };
    suspendContract: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuspendContract"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contract: components["schemas"]["Contract"];
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        tenants: components["schemas"]["Tenant"][];
                    };
                };
            };
        };
    };
    createTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTenant"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        tenant: components["schemas"]["Tenant"];
                    };
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    deleteTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        tenant: components["schemas"]["Tenant"];
                    };
                };
            };
        };
    };
    changeTenant: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeTenant"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        tenant: components["schemas"]["Tenant"];
                    };
                };
            };
        };
    };
    listAccess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access: components["schemas"]["Access"][];
                    };
                };
            };
        };
    };
    grantAccess: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantAccess"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    revokeAccess: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
                tenantId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    terminateContract: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TerminateContract"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contract: components["schemas"]["Contract"];
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    planTermination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminationPlan"];
                };
            };
        };
    };
    getTermination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Termination"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        users: components["schemas"]["User"][];
                    };
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        user: components["schemas"]["User"];
                    };
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        user: components["schemas"]["User"];
                    };
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeUser"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        user: components["schemas"]["User"];
                    };
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiKeys: components["schemas"]["ApiKey"][];
                    };
                };
            };
        };
    };
    issueApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueApiKey"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiKey: components["schemas"]["ApiKey"];
                        /** @description The whole key: shown here and never again */
                        key: string;
                    };
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                keyId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                keyId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateApiKey"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiKey: components["schemas"]["ApiKey"];
                        /** @description The whole key: shown here and never again */
                        key: string;
                    };
                };
            };
        };
    };
    listFeedAddresses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        feedAddresses: components["schemas"]["FeedAddress"][];
                    };
                };
            };
        };
    };
    issueFeedAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueFeedAddress"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        feedAddress: components["schemas"]["FeedAddress"];
                        /** @description With the secret: shown here and never again */
                        paths: {
                            atom: string;
                            calendar: string;
                        };
                    };
                };
            };
        };
    };
    withdrawFeedAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                feedId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSecurity"];
                };
            };
        };
    };
    getNoticeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeSettings"];
                };
            };
        };
    };
    setNoticeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetNoticeSettings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeSettings"];
                };
            };
        };
    };
    disableSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSecurity"];
                };
            };
        };
    };
    enableSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSecurity"];
                };
            };
        };
    };
    issueTokenForUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueTokenForUser"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenForUser"];
                };
            };
        };
    };
    enableTotp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSecurity"];
                };
            };
        };
    };
    resetTotp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSecurity"];
                };
            };
        };
    };
    unlockUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSecurity"];
                };
            };
        };
    };
    listWorkspaces: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        workspaces: components["schemas"]["Workspace"][];
                    };
                };
            };
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkspace"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceWithUsers"];
                };
            };
        };
    };
    deleteWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeWorkspace"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    listDisclosures: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                state?: "asked" | "given" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disclosures: components["schemas"]["Disclosure"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    giveDisclosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveDisclosure"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disclosure"];
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        documents: components["schemas"]["ProgrammeDocument"][];
                        note: {
                            en: string;
                            ja: string;
                        };
                    };
                };
            };
        };
    };
    downloadDocumentFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document: string;
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "application/zip": string;
                    "text/plain": string;
                };
            };
        };
    };
    listDuties: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                contractId?: string;
                limit?: number;
                standing?: "open" | "overdue" | "settled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        duties: components["schemas"]["Duty"][];
                        next: string | null;
                        /** @description How many of this page are past their day */
                        overdue: number;
                    };
                };
            };
        };
    };
    markDutyDone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dutyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DutyDone"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duty"];
                };
            };
        };
    };
    explainEligibility: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExplainEligibility"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @example 2026-04-01T00:00:00.000Z
                         */
                        at: string;
                        /** @example econ1000000001 */
                        contractId: string;
                        explanations: components["schemas"]["Eligibility"][];
                        /** @description The version of the catalogue in force; null when there is none */
                        version: string | null;
                    };
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description `next` of the answer before; without it from the oldest that is kept */
                after?: number | null;
                contractId?: string;
                /** @description Events from this instant on */
                from?: string;
                /** @description Events of the contracts in this contract group */
                groupId?: string;
                /** @description Kinds with commas between; a beginning with `.*` behind it stands for all that begin so */
                kinds?: string;
                limit?: number;
                orderId?: string;
                /** @description Events about what has this id */
                subject?: string;
                /** @description Seconds to wait for an event when there is none yet, 0 to 25 */
                wait?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: components["schemas"]["Event"][];
                        /** @description Newest number in sight; more is there when `next` is smaller */
                        latest: number;
                        /** @description `after` of the next request */
                        next: number;
                    };
                };
            };
        };
    };
    readFeedAsCalendar: {
        parameters: {
            query?: {
                /** @description Without it the reader's own, then that of the contract's channel */
                language?: "ja" | "en";
            };
            header?: never;
            path: {
                feedToken: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
        };
    };
    readFeedAsAtom: {
        parameters: {
            query?: {
                /** @description Without it the reader's own, then that of the contract's channel */
                language?: "ja" | "en";
            };
            header?: never;
            path: {
                feedToken: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                };
            };
        };
    };
    searchInvoices: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Part of the counterparty's name */
                counterparty?: string;
                /** @description Issued on this day or later */
                from?: string;
                kind?: "invoice" | "credit_note";
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                /** @description Total with tax, whole yen, at most */
                maxTotal?: number | null;
                /** @description Total with tax, whole yen, at least */
                minTotal?: number | null;
                /** @description A UTC month: it begins at 09:00 in Japan */
                month?: string;
                /** @description Issued on this day or earlier */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invoices: components["schemas"]["BillingDocument"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    getInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingDocumentWithDetail"];
                };
            };
        };
    };
    getInvoiceFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/xml": string;
                    "text/csv": string;
                };
            };
        };
    };
    getStatementFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
                file: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/xml": string;
                    "text/csv": string;
                };
            };
        };
    };
    reportMail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailReport"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mailId: string;
                        /** @enum {string} */
                        outcome: "delivered" | "bounced" | "complained";
                    };
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"] | components["schemas"]["OperatorAccount"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: components["schemas"]["Session"];
                    };
                };
            };
        };
    };
    makeRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeRecoveryCodes"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Ten codes, each for one sign-in without the device. They are shown here only */
                        recoveryCodes: string[];
                        session: components["schemas"]["Session"];
                    };
                };
            };
        };
    };
    disableOwnTotp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisableTotp"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: components["schemas"]["Session"];
                    };
                };
            };
        };
    };
    getMenuControl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MenuControl"];
                };
            };
        };
    };
    setMenuControl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetMenuControl"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MenuControl"] & {
                        effects: {
                            /** @example block-storage */
                            menu: string;
                            says: {
                                en: string;
                                ja: string;
                            };
                            subscriptions: number;
                            /** @enum {string} */
                            switched: "on" | "off";
                        }[];
                    };
                };
            };
        };
    };
    listMenus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        menus: components["schemas"]["Menu"][];
                        /** @description The version of the catalogue in force; null when there is none */
                        version: string | null;
                    };
                };
            };
        };
    };
    getNoticeSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeSuppression"];
                };
            };
        };
    };
    setNoticeSuppression: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeSuppression"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeSuppression"];
                };
            };
        };
    };
    listNotices: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                before?: string;
                /** @description お知らせ/リリース, 故障, メンテナンス, 規約・料金 */
                category?: "news" | "incident" | "maintenance" | "terms";
                contractId?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        notices: components["schemas"]["Notice"][];
                    };
                };
            };
        };
    };
    draftNotice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftNotice"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description お知らせ/リリース, 故障, メンテナンス, 規約・料金
                         * @enum {string}
                         */
                        category: "news" | "incident" | "maintenance" | "terms";
                        id: string;
                        title: {
                            en: string;
                            ja: string;
                        };
                        writtenAt: string;
                    };
                };
            };
        };
    };
    getNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                noticeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"];
                };
            };
        };
    };
    deleteNoticeDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                noticeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeNoticeDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                noticeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeNoticeDraft"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description お知らせ/リリース, 故障, メンテナンス, 規約・料金
                         * @enum {string}
                         */
                        category: "news" | "incident" | "maintenance" | "terms";
                        id: string;
                        title: {
                            en: string;
                            ja: string;
                        };
                        writtenAt: string;
                    };
                };
            };
        };
    };
    previewNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                noticeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contracts: number;
                        mails: number;
                        partners: {
                            contracts: number;
                            leftOut: {
                                address: string;
                                /** @example econ1000000001 */
                                contractId: string;
                                /** @enum {string} */
                                reason: "no-tenant-access" | "switched-off" | "tenant-switched-off" | "suppressed-by-parent" | "outside-contract-groups" | "address-bounced" | "address-complained" | "same-address" | "only-users-of-the-child" | "only-sign-up-contact";
                                userId: string;
                            }[];
                            /** @example econ1000000001 */
                            partnerId: string;
                            recipients: {
                                address: string;
                                concerns: string[];
                                /** @example econ1000000001 */
                                contractId: string;
                                /** @enum {string} */
                                field: "to" | "cc";
                                /** @enum {string} */
                                language: "ja" | "en";
                                name: string | null;
                                /** @enum {string} */
                                rule: "representative" | "administrator" | "user" | "tenant-access" | "parent-of-child" | "parent-instead-of-child" | "sign-up-contact";
                                userId: string | null;
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    listNoticeDeliveries: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                noticeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: {
                            address: string;
                            /** @example econ1000000001 */
                            contractId: string;
                            /** @enum {string|null} */
                            delivery: "delivered" | "bounced" | "complained" | null;
                            /** @enum {string} */
                            field: "to" | "cc";
                            id: string;
                            messageId: string | null;
                            /** @description Why it was not sent: the server's codes, or ours */
                            reason: string | null;
                            rule: string;
                            sendings: number;
                            seq: number;
                            state: string;
                            /** @description Sendings of which nobody knows whether the mail was taken; it may have come more than once */
                            uncertain: number;
                            userId: string | null;
                        }[];
                        next: string | null;
                    };
                };
            };
        };
    };
    sayUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                noticeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeUpdate"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contracts: number;
                        noticeId: string;
                        partners: number;
                        seq: number;
                        /** @enum {string} */
                        state: "said" | "emerging" | "confirmed" | "resolved" | "scheduled" | "in-progress" | "done" | "cancelled";
                    };
                };
            };
        };
    };
    recordAgreement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agreementId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description A day in Japan
                     * @example 2026-04-01
                     */
                    from: string;
                    names: string[];
                    /**
                     * Format: date
                     * @description First day no longer in force
                     * @example 2026-04-01
                     */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleFacts"];
                };
            };
        };
    };
    recordContractorTold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agreementId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example Wasabi */
                    party: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleFacts"];
                };
            };
        };
    };
    listApprovalRequestsOfAll: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                orderId?: string;
                /** @description active: registered, or approved and valid; inactive: the others of the last three months */
                standing?: "active" | "inactive";
                status?: "registered" | "approved" | "denied" | "cancelled" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvalRequests: components["schemas"]["ApprovalRequest"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    decideApproval: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example econ1000000001 */
                    contractId: string;
                    /** @enum {string} */
                    decision: "approved" | "refused";
                    /** @example block-storage */
                    menu: string;
                    /** @example 対象の用途で問題ありません */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example econ1000000001 */
                        contractId: string;
                        /**
                         * Format: date-time
                         * @example 2026-04-01T00:00:00.000Z
                         */
                        decidedAt: string;
                        decidedBy: string;
                        /** @enum {string} */
                        decision: "approved" | "refused";
                        id: string;
                        /** @example block-storage */
                        menu: string;
                        reason: string;
                    };
                };
            };
        };
    };
    listCatalogueVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        versions: components["schemas"]["CatalogueVersion"][];
                    };
                };
            };
        };
    };
    addCatalogueVersion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    categories: {
                        code: string;
                        name: {
                            en: string;
                            ja: string;
                        };
                    }[];
                    /**
                     * Format: date
                     * @description A day in Japan
                     * @example 2026-04-01
                     */
                    from: string;
                    id: string;
                    menus: {
                        category: string;
                        code: string;
                        conditions: ({
                            /** @enum {string} */
                            code: "RESELLER_AGREEMENT" | "MENU_SWITCHED_ON" | "NOT_RESALABLE" | "AGREEMENT_NAMES_MENU" | "END_USER_NAME_ON_ORDER" | "END_USER_NAME_NEXT_MONTH" | "CASE_BY_CASE" | "COLOCATION_RACK_CONTRACTED" | "COLOCATION_RACK_WORK_CONSENT" | "COLOCATION_DIRECT_CONTACT_CONSENT" | "COLOCATION_PROVIDER_NAME_CONSENT" | "COLOCATION_VISIT_ARRANGED" | "OWN_SOFTWARE_CHECKED";
                        } | {
                            /** @enum {string} */
                            code: "NO_NEW_SALES";
                            product: {
                                en: string;
                                ja: string;
                            };
                            /**
                             * Format: date
                             * @description A day in Japan
                             * @example 2026-04-01
                             */
                            since: string;
                            successor: string;
                            successorName: string;
                        } | {
                            /** @enum {string} */
                            code: "CONTRACTOR_TOLD_TO_PARTY";
                            party: string;
                        } | {
                            /** @enum {string} */
                            code: "SAME_LEGAL_NAME";
                            service: string;
                            serviceName: {
                                en: string;
                                ja: string;
                            };
                        } | {
                            /** @enum {string} */
                            code: "SEPARATE_CONTRACT";
                            service: string;
                            serviceName: {
                                en: string;
                                ja: string;
                            };
                        } | {
                            /** @enum {string} */
                            code: "TERMS_ACCEPTED";
                            terms: string;
                        })[];
                        name: {
                            en: string;
                            ja: string;
                        };
                        printed: string;
                    }[];
                    /**
                     * Format: date
                     * @description First day no longer in force
                     * @example 2026-04-01
                     */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersion"];
                };
            };
        };
    };
    editCatalogueVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                versionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    categories: {
                        code: string;
                        name: {
                            en: string;
                            ja: string;
                        };
                    }[];
                    /**
                     * Format: date
                     * @description A day in Japan
                     * @example 2026-04-01
                     */
                    from: string;
                    menus: {
                        category: string;
                        code: string;
                        conditions: ({
                            /** @enum {string} */
                            code: "RESELLER_AGREEMENT" | "MENU_SWITCHED_ON" | "NOT_RESALABLE" | "AGREEMENT_NAMES_MENU" | "END_USER_NAME_ON_ORDER" | "END_USER_NAME_NEXT_MONTH" | "CASE_BY_CASE" | "COLOCATION_RACK_CONTRACTED" | "COLOCATION_RACK_WORK_CONSENT" | "COLOCATION_DIRECT_CONTACT_CONSENT" | "COLOCATION_PROVIDER_NAME_CONSENT" | "COLOCATION_VISIT_ARRANGED" | "OWN_SOFTWARE_CHECKED";
                        } | {
                            /** @enum {string} */
                            code: "NO_NEW_SALES";
                            product: {
                                en: string;
                                ja: string;
                            };
                            /**
                             * Format: date
                             * @description A day in Japan
                             * @example 2026-04-01
                             */
                            since: string;
                            successor: string;
                            successorName: string;
                        } | {
                            /** @enum {string} */
                            code: "CONTRACTOR_TOLD_TO_PARTY";
                            party: string;
                        } | {
                            /** @enum {string} */
                            code: "SAME_LEGAL_NAME";
                            service: string;
                            serviceName: {
                                en: string;
                                ja: string;
                            };
                        } | {
                            /** @enum {string} */
                            code: "SEPARATE_CONTRACT";
                            service: string;
                            serviceName: {
                                en: string;
                                ja: string;
                            };
                        } | {
                            /** @enum {string} */
                            code: "TERMS_ACCEPTED";
                            terms: string;
                        })[];
                        name: {
                            en: string;
                            ja: string;
                        };
                        printed: string;
                    }[];
                    /**
                     * Format: date
                     * @description First day no longer in force
                     * @example 2026-04-01
                     */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersion"];
                };
            };
        };
    };
    withdrawCatalogueVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                versionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersion"];
                };
            };
        };
    };
    endCatalogueVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                versionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description A day in Japan
                     * @example 2026-04-01
                     */
                    to: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueVersion"];
                };
            };
        };
    };
    listCloseMonths: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        months: {
                            closed: number;
                            contracts: {
                                done: number;
                                expected: number;
                                parked: number;
                            };
                            /**
                             * @description A UTC month: it begins at 09:00 in Japan
                             * @example 2026-10
                             */
                            month: string;
                            partners: number;
                        }[];
                    };
                };
            };
        };
    };
    listClosesOfAll: {
        parameters: {
            query?: {
                /** @description The last partner's id of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        closes: {
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            closedAt: string | null;
                            contracts: {
                                done: number;
                                expected: number;
                                parked: number;
                            };
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            cutoffAt: string;
                            /**
                             * @description A UTC month: it begins at 09:00 in Japan
                             * @example 2026-10
                             */
                            month: string;
                            partner: {
                                customerName: string;
                                /** @example econ1000000001 */
                                id: string;
                            };
                            reviewedBy: string | null;
                            /** @enum {string} */
                            state: "open" | "collecting" | "rated" | "reviewed" | "closed";
                        }[];
                        next: string | null;
                    };
                };
            };
        };
    };
    listParkedContracts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        parked: {
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            at: string;
                            contract: {
                                customerName: string;
                                /** @example econ1000000001 */
                                id: string;
                            };
                            reason: {
                                code: string;
                                says: {
                                    en: string;
                                    ja: string;
                                };
                            };
                        }[];
                    };
                };
            };
        };
    };
    rateParkedAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 単価を登録しました */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description A UTC month: it begins at 09:00 in Japan
                         * @example 2026-10
                         */
                        month: string;
                        /** @enum {string} */
                        state: "open" | "collecting" | "rated" | "reviewed" | "closed";
                    };
                };
            };
        };
    };
    signCloseOff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 単価を登録しました */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description A UTC month: it begins at 09:00 in Japan
                         * @example 2026-10
                         */
                        month: string;
                        /** @enum {string} */
                        state: "open" | "collecting" | "rated" | "reviewed" | "closed";
                    };
                };
            };
        };
    };
    recordCommissionTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordCommissionTerms"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommissionTerms"];
                };
            };
        };
    };
    getDrift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformDrift"];
                };
            };
        };
    };
    repairContract: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                contractId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the books do not know and shall be removed; nothing else is removed
                     * @default []
                     */
                    remove?: ({
                        holderId: string;
                        onId: string;
                        /** @enum {string} */
                        what: "access";
                    } | {
                        platformId: string;
                        /** @enum {string} */
                        what: "domain" | "project" | "user";
                    })[];
                };
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contract: components["schemas"]["Contract"];
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    recordDirectDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordDirectDocuments"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recorded: number;
                        repeated: number;
                    };
                };
            };
        };
    };
    listDisclosuresOfAll: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                state?: "asked" | "given" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disclosures: components["schemas"]["Disclosure"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    askDisclosure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example econ1000000001 */
                    contractId: string;
                    /** @example ラック火災のため、直接の連絡が必要です */
                    reason: string;
                    /** @example tk1000000001 */
                    ticketId?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disclosure"];
                };
            };
        };
    };
    readDisclosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisclosureContent"];
                };
            };
        };
    };
    closeDisclosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disclosure"];
                };
            };
        };
    };
    publishDocumentFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishDocumentFile"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeFile"];
                };
            };
        };
    };
    withdrawDocumentFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeFile"];
                };
            };
        };
    };
    listDrift: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        reports: components["schemas"]["PlatformDrift"][];
                    };
                };
            };
        };
    };
    listDutiesOfAll: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                contractId?: string;
                limit?: number;
                standing?: "open" | "overdue" | "settled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        duties: components["schemas"]["Duty"][];
                        next: string | null;
                        /** @description How many of this page are past their day */
                        overdue: number;
                    };
                };
            };
        };
    };
    issueCreditNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssueCreditNote"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingDocumentWithDetail"];
                };
            };
        };
    };
    paidInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvoiceMoved"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingDocumentWithDetail"];
                };
            };
        };
    };
    sentInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvoiceMoved"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingDocumentWithDetail"];
                };
            };
        };
    };
    voidInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvoiceMoved"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingDocumentWithDetail"];
                };
            };
        };
    };
    recordLegalName: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example サンプル再販株式会社 */
                    legalName: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleFacts"];
                };
            };
        };
    };
    listMailTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        templates: {
                            inForce: number;
                            needed: string[];
                            newest: number;
                            placeholders: string[];
                            /** @enum {string} */
                            template: "contract-ready" | "contract-suspended" | "contract-resumed" | "contract-terminated" | "user-ready" | "duty-due" | "webhook-disabled" | "desk-duty-due" | "approval-asked" | "desk-approval-asked" | "approval-answered" | "desk-referral-registered" | "referral-ended" | "desk-ticket-moved" | "ticket-moved" | "disclosure-asked" | "desk-disclosure-given" | "mail-address-changed" | "representative-appointed" | "representative-released" | "user-invited" | "password-reset" | "password-changed" | "totp-enabled" | "totp-reset" | "totp-disabled" | "sign-in-alarm" | "notice" | "invoice-ready" | "credit-note-ready" | "payment-statement-ready" | "end-user-statement-ready" | "desk-statement-objected";
                        }[];
                    };
                };
            };
        };
    };
    listMailTemplateVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        versions: components["schemas"]["MailTemplateVersion"][];
                    };
                };
            };
        };
    };
    draftMailTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailTemplateWords"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTemplateVersion"];
                };
            };
        };
    };
    redraftMailTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailTemplateWords"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTemplateVersion"];
                };
            };
        };
    };
    publishMailTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishMailTemplate"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTemplateVersion"];
                };
            };
        };
    };
    tryMailTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        desk: "operations" | "billing" | "support";
                        mails: number;
                        /** @enum {string} */
                        template: "contract-ready" | "contract-suspended" | "contract-resumed" | "contract-terminated" | "user-ready" | "duty-due" | "webhook-disabled" | "desk-duty-due" | "approval-asked" | "desk-approval-asked" | "approval-answered" | "desk-referral-registered" | "referral-ended" | "desk-ticket-moved" | "ticket-moved" | "disclosure-asked" | "desk-disclosure-given" | "mail-address-changed" | "representative-appointed" | "representative-released" | "user-invited" | "password-reset" | "password-changed" | "totp-enabled" | "totp-reset" | "totp-disabled" | "sign-in-alarm" | "notice" | "invoice-ready" | "credit-note-ready" | "payment-statement-ready" | "end-user-statement-ready" | "desk-statement-objected";
                        version: number;
                    };
                };
            };
        };
    };
    previewMailTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        en: {
                            html: string;
                            subject: string;
                            text: string;
                        };
                        ja: {
                            html: string;
                            subject: string;
                            text: string;
                        };
                    };
                };
            };
        };
    };
    searchNotices: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                before?: string;
                /** @description お知らせ/リリース, 故障, メンテナンス, 規約・料金 */
                category?: "news" | "incident" | "maintenance" | "terms";
                /** @description Last said (a draft: written) from this instant on */
                from?: string;
                limit?: number;
                /** @description That of the newest update */
                state?: "said" | "emerging" | "confirmed" | "resolved" | "scheduled" | "in-progress" | "done" | "cancelled" | "draft";
                /** @description Part of the title, in either language */
                text?: string;
                /** @description Before this instant */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        notices: {
                            /**
                             * @description お知らせ/リリース, 故障, メンテナンス, 規約・料金
                             * @enum {string}
                             */
                            category: "news" | "incident" | "maintenance" | "terms";
                            id: string;
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            saidAt: string | null;
                            scope: {
                                /**
                                 * @default named
                                 * @enum {string}
                                 */
                                audience?: "named" | "parents" | "children" | "everybody";
                                /** @default [] */
                                contracts?: string[];
                                /**
                                 * @description Tenants that hold one of them
                                 * @default []
                                 */
                                menus?: string[];
                                /**
                                 * @description Tenants in one of them; narrows `menus`
                                 * @default []
                                 */
                                regions?: string[];
                                /** @default [] */
                                tenants?: string[];
                            };
                            /** @description Updates that have been said; 0: a draft */
                            seq: number;
                            /** @enum {string} */
                            state: "said" | "emerging" | "confirmed" | "resolved" | "scheduled" | "in-progress" | "done" | "cancelled" | "draft";
                            title: {
                                en: string;
                                ja: string;
                            };
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            writtenAt: string;
                            writtenBy: string;
                        }[];
                    };
                };
            };
        };
    };
    getNoticeForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                noticeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description お知らせ/リリース, 故障, メンテナンス, 規約・料金
                         * @enum {string}
                         */
                        category: "news" | "incident" | "maintenance" | "terms";
                        id: string;
                        scope: {
                            /**
                             * @default named
                             * @enum {string}
                             */
                            audience?: "named" | "parents" | "children" | "everybody";
                            /** @default [] */
                            contracts?: string[];
                            /**
                             * @description Tenants that hold one of them
                             * @default []
                             */
                            menus?: string[];
                            /**
                             * @description Tenants in one of them; narrows `menus`
                             * @default []
                             */
                            regions?: string[];
                            /** @default [] */
                            tenants?: string[];
                        };
                        title: {
                            en: string;
                            ja: string;
                        };
                        updates: {
                            content: {
                                [key: string]: unknown;
                            };
                            seq: number;
                            /** @enum {string} */
                            state: "said" | "emerging" | "confirmed" | "resolved" | "scheduled" | "in-progress" | "done" | "cancelled";
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            writtenAt: string;
                            writtenBy: string;
                        }[];
                        /**
                         * Format: date-time
                         * @example 2026-04-01T00:00:00.000Z
                         */
                        writtenAt: string;
                    };
                };
            };
        };
    };
    getOffboarding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offboarding"];
                };
            };
        };
    };
    askOffboarding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example パートナー契約の終了 */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offboarding"];
                };
            };
        };
    };
    approveOffboarding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offboarding"];
                };
            };
        };
    };
    withdrawOffboarding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    paidPaymentStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlePaymentStatement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentStatementWithDetail"];
                };
            };
        };
    };
    voidPaymentStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlePaymentStatement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentStatementWithDetail"];
                };
            };
        };
    };
    getPlatform: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformStanding"];
                };
            };
        };
    };
    recordRack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rackId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description A day in Japan
                     * @example 2026-04-01
                     */
                    contractedFrom: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleFacts"];
                };
            };
        };
    };
    listReferralsOfAll: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                state?: "registered" | "concluded" | "declined" | "withdrawn" | "lapsed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        referrals: components["schemas"]["Referral"][];
                    };
                };
            };
        };
    };
    concludeReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referralId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date
                     * @description A day in Japan
                     * @example 2026-04-01
                     */
                    concludedOn: string;
                    /** @example D-2026-0001 */
                    directContract: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
        };
    };
    declineReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referralId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 既に直接のお客さまです */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
        };
    };
    lapseReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referralId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LapseReferral"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
        };
    };
    signInOperator: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInOperator"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Keep it on this device and send it along the next time */
                        device: string;
                        /**
                         * Format: date-time
                         * @example 2026-04-01T00:00:00.000Z
                         */
                        endsAt: string;
                        /** @enum {string} */
                        kind: "operations" | "billing" | "support";
                        token: string;
                    };
                };
            };
        };
    };
    recordSignUpContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpContact"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mailAddress: string;
                        name: string | null;
                    };
                };
            };
        };
    };
    listStuckOrders: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description There are more than are shown */
                        more: boolean;
                        orders: {
                            order: components["schemas"]["Order"];
                            partner: {
                                customerName: string;
                                /** @example econ1000000001 */
                                id: string;
                            };
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            since: string;
                            /** @enum {string} */
                            why: "aside" | "standing" | "failed";
                        }[];
                    };
                };
            };
        };
    };
    listTicketsOfAll: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                contractId?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                state?: "open" | "answered" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        tickets: components["schemas"]["Ticket"][];
                    };
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                contractId?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                state?: "received" | "awaiting_approval" | "scheduled" | "executing" | "compensating" | "cancelling" | "succeeded" | "failed" | "cancelled" | "rejected" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        orders: components["schemas"]["Order"][];
                    };
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the end, 0 to 60 */
                wait?: number | null;
            };
            header?: never;
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StaffReason"];
            };
        };
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    retryOrder: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StaffReason"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                    };
                };
            };
        };
    };
    listPartners: {
        parameters: {
            query?: {
                /** @description The last id of the page before */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        partners: components["schemas"]["Partner"][];
                    };
                };
            };
        };
    };
    askPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskPasswordReset"];
            };
        };
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        asked: true;
                    };
                };
            };
        };
    };
    setPasswordByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPasswordByLink"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listPaymentStatements: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Part of the counterparty's name */
                counterparty?: string;
                /** @description Issued on this day or later */
                from?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                /** @description Total with tax, whole yen, at most */
                maxTotal?: number | null;
                /** @description Total with tax, whole yen, at least */
                minTotal?: number | null;
                /** @description A UTC month: it begins at 09:00 in Japan */
                month?: string;
                /** @description Issued on this day or earlier */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        statements: components["schemas"]["PaymentStatement"][];
                    };
                };
            };
        };
    };
    getPaymentStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentStatementWithDetail"];
                };
            };
        };
    };
    confirmPaymentStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentStatementWithDetail"];
                };
            };
        };
    };
    objectToPaymentStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObjectToPaymentStatement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentStatementWithDetail"];
                };
            };
        };
    };
    getPaymentStatementFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file: string;
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/csv": string;
                };
            };
        };
    };
    listReferrals: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                state?: "registered" | "concluded" | "declined" | "withdrawn" | "lapsed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        referrals: components["schemas"]["Referral"][];
                    };
                };
            };
        };
    };
    registerReferral: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterReferral"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
        };
    };
    getReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referralId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
        };
    };
    withdrawReferral: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                referralId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
        };
    };
    listResaleRules: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                /** @description In force in this month */
                month?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        rules: components["schemas"]["ResaleRule"][];
                    };
                };
            };
        };
    };
    createResaleRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResaleRuleToEnter"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResaleRule"];
                };
            };
        };
    };
    endResaleRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ruleId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndResaleRule"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResaleRule"];
                };
            };
        };
    };
    getResaleSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResaleSettings"];
                };
            };
        };
    };
    setResaleSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResaleSettings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResaleSettings"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Your own; null for the provider's staff
                         * @enum {string|null}
                         */
                        model: "reseller" | "agency" | null;
                        roles: {
                            by: {
                                /** @enum {string|null} */
                                agency: "partner" | "provider" | null;
                                /** @enum {string|null} */
                                reseller: "partner" | "provider" | null;
                            };
                            code: string;
                            name: {
                                en: string;
                                ja: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    getSaleFacts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleFacts"];
                };
            };
        };
    };
    recordService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                service: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordService"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleFacts"];
                };
            };
        };
    };
    acceptTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptTerms"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleFacts"];
                };
            };
        };
    };
    listSavedSearches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        savedSearches: components["schemas"]["SavedSearch"][];
                    };
                };
            };
        };
    };
    saveSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveSearch"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSearch"];
                };
            };
        };
    };
    deleteSavedSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                savedSearchId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    renameSavedSearch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                savedSearchId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameSavedSearch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSearch"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            /** @description From where it was opened */
                            address: string;
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            createdAt: string;
                            current: boolean;
                            /** Format: uuid */
                            id: string;
                            /**
                             * Format: date-time
                             * @example 2026-04-01T00:00:00.000Z
                             */
                            seenAt: string;
                            userAgent: string;
                        }[];
                    };
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["CodeNeeded"] | components["schemas"]["EnrolmentNeeded"];
                };
            };
        };
    };
    signInWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInCode"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    listSubscriptions: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                contractId?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                menu?: string;
                state?: "provisioning" | "active" | "changing" | "stopping" | "stopped" | "resuming" | "ending" | "ended" | "failed";
                tenantId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        subscriptions: components["schemas"]["Subscription"][];
                    };
                };
            };
        };
    };
    getSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
        };
    };
    renameSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameSubscription"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
        };
    };
    changePlanOfSubscription: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePlan"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        subscription: components["schemas"]["Subscription"];
                    };
                };
            };
        };
    };
    endSubscription: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        subscription: components["schemas"]["Subscription"];
                    };
                };
            };
        };
    };
    resumeSubscription: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        subscription: components["schemas"]["Subscription"];
                    };
                };
            };
        };
    };
    stopSubscription: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                subscriptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                        subscription: components["schemas"]["Subscription"];
                    };
                };
            };
        };
    };
    startSubscriptions: {
        parameters: {
            query?: {
                /** @description `true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key. */
                validateOnly?: "true" | "false";
            };
            header?: {
                /** @description Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartSubscriptions"];
            };
        };
        responses: {
            /** @description With `validateOnly`: it would be accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Valid"];
                };
            };
            /** @description Accepted; follow the order */
            202: {
                headers: {
                    /** @description `true` when this is the first answer to the key, given again */
                    "Idempotency-Replayed"?: string;
                    /** @description Where to follow the order */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        refused: number;
                        rows: components["schemas"]["BulkOutcome"][];
                    };
                };
            };
        };
    };
    listTickets: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                contractId?: string;
                /** @description Rows on a page, 1 to 100 */
                limit?: number;
                state?: "open" | "answered" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        tickets: components["schemas"]["Ticket"][];
                    };
                };
            };
        };
    };
    openTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenTicket"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketWithThread"];
                };
            };
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticketId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketWithThread"];
                };
            };
        };
    };
    closeTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticketId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 20,000 characters at most, lines allowed
                     * @example 昨日から接続できません。
                     *     ご確認をお願いします。
                     */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketWithThread"];
                };
            };
        };
    };
    reopenTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticketId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 20,000 characters at most, lines allowed
                     * @example 昨日から接続できません。
                     *     ご確認をお願いします。
                     */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketWithThread"];
                };
            };
        };
    };
    replyToTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ticketId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 20,000 characters at most, lines allowed
                     * @example 昨日から接続できません。
                     *     ご確認をお願いします。
                     */
                    text: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketWithThread"];
                };
            };
        };
    };
    sendUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents-batch+json": components["schemas"]["UsageEvent"][];
                "application/cloudevents+json": components["schemas"]["UsageEvent"];
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageTaken"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                contractId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: components["schemas"]["Webhook"][];
                    };
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                before?: string;
                /** @description Attempts of the event with this number */
                event?: number;
                limit?: number;
                outcome?: "delivered" | "failed";
            };
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["WebhookDelivery"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    resendEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resend"];
            };
        };
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: number;
                        to: number;
                    };
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRotation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messageId: string;
                    };
                };
            };
        };
    };
}

/** Operations that take an Idempotency-Key. */
export const orderOperations: readonly string[] = [
  "DELETE /v1/contracts/{contractId}/tenants/{tenantId}",
  "DELETE /v1/contracts/{contractId}/tenants/{tenantId}/access/{userId}",
  "DELETE /v1/contracts/{contractId}/users/{userId}",
  "PATCH /v1/contracts/{contractId}",
  "PATCH /v1/contracts/{contractId}/tenants/{tenantId}",
  "PATCH /v1/contracts/{contractId}/users/{userId}",
  "POST /v1/bulks",
  "POST /v1/contracts",
  "POST /v1/contracts/{contractId}/representative",
  "POST /v1/contracts/{contractId}/resume",
  "POST /v1/contracts/{contractId}/subscriptions",
  "POST /v1/contracts/{contractId}/suspend",
  "POST /v1/contracts/{contractId}/tenants",
  "POST /v1/contracts/{contractId}/tenants/{tenantId}/access",
  "POST /v1/contracts/{contractId}/terminate",
  "POST /v1/contracts/{contractId}/users",
  "POST /v1/operator/contracts/{contractId}/repair",
  "POST /v1/orders/{orderId}:retry",
  "POST /v1/subscriptions/bulk",
  "POST /v1/subscriptions/{subscriptionId}/change-plan",
  "POST /v1/subscriptions/{subscriptionId}/end",
  "POST /v1/subscriptions/{subscriptionId}/resume",
  "POST /v1/subscriptions/{subscriptionId}/stop"
];
