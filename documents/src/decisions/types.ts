import type * as Y from 'yjs'
import type { JsonValue } from '../kind.ts'
import type { DocumentName } from '../names.ts'
import type { Actor } from '../protocol.ts'
import type { Intent } from './intents.ts'

export type JsonObject = { readonly [key: string]: JsonValue }

/** A member of the workspace as decisions know people. */
export interface Member extends Actor {
  /** False: has left. */
  readonly active: boolean
}

/** Everything a decision may look at. Nothing else counts: no clock, no database, no socket. */
export interface DecisionAsk {
  /** What holds for the whole workspace: policy, delegations, numbers given. */
  readonly world: JsonObject
  /** How the subject stands; null when nothing was ever decided about it. */
  readonly state: JsonObject | null
  /** What the documents say about the subject now; null when they say nothing. */
  readonly content: JsonObject | null
  readonly members: readonly Member[]
  /** Who has written into the content since the subject was last looked at; of people alone, sorted. */
  readonly editors: readonly string[]
  /** Milliseconds since the epoch: when the intent was journalled; in a review, now. */
  readonly nowMs: number
  /** How long the intent has waited to be decided. */
  readonly waitedMs: number
}

/** A decision. `state` and `world` are set when they change; a refusal changes neither. */
export interface Decided {
  readonly kind: 'decided'
  readonly accepted: boolean
  /** Why, as a word. */
  readonly reason: string
  readonly state?: JsonObject
  readonly world?: JsonObject
  /** The person in whose name somebody else acted. */
  readonly onBehalfOf?: string
}

/** Not yet: what it needs may be on its way. It is asked again when the documents change, and at the latest when so long has passed. */
export interface Waiting {
  readonly kind: 'wait'
  readonly untilWaitedMs: number
}

export type Verdict = Decided | Waiting
/** `actor` is the person the journal says wrote the intent, an active member. */
export type Decider = (ask: DecisionAsk, intent: Intent, actor: Member) => Verdict

/** What follows without anybody asking: content that changed under an approval, a time that passed. */
export interface Review extends Decided {
  readonly type: string
  /** Once per list; absent: `<subject>.<version>`. What changes no subject has no version, and names itself. */
  readonly id?: string
}

/** How a subject shows in the ledger, and when it must be looked at again. */
export interface Standing {
  readonly view: JsonObject
  /** A change of its content, of the world or of people matters. */
  readonly isWatched: boolean
  /** Milliseconds since the epoch; null: no time matters. */
  readonly dueMs: number | null
}

/** One decision, as it is kept for ever. */
export interface Made {
  /** Of the intent; of the server's own decisions `<subject>.<version>`. Once per list. */
  readonly id: string
  readonly type: string
  /** Who asked, as the journal says; `server` for nobody. */
  readonly by: string
  readonly onBehalfOf: string | null
  readonly accepted: boolean
  readonly reason: string
  /** Of the subject, after this decision. */
  readonly version: number
  /** The state it led to; null: unchanged. */
  readonly state: JsonObject | null
}

/** Something one person is told. Its id is the decision's and the event's: told once. */
export interface NewNotice {
  /** User id. */
  readonly to: string
  /** As preferences know it, e.g. `purchase_request_approved`. */
  readonly event: string
  readonly args: JsonObject
  /** Whatever one person is told in the same group is one notice: one line of the feed, one letter. Absent: it stands alone. */
  readonly group?: string
}

/** How something stands that has been decided about. */
export interface StandingSubject {
  /** Of the list. */
  readonly document: DocumentName
  readonly subject: string
  /** As the ledger shows it. */
  readonly view: JsonObject
}

/** One decision, with how things stood before and stand after it. */
export interface Told {
  readonly made: Made
  readonly before: JsonObject | null
  readonly after: JsonObject | null
  readonly intent: Intent | null
  readonly content: JsonObject | null
  readonly world: JsonObject
  readonly members: readonly Member[]
  readonly nowMs: number
  /** Of a decision about the workspace: everything in it that is watched. Empty for one about a subject. */
  readonly standings: readonly StandingSubject[]
}

/** The decisions about one kind of list. A new decision is a new line in `deciders`, whatever decides it. */
export interface Decisions {
  /** By the intent's type. */
  readonly deciders: Readonly<Record<string, Decider>>
  /** Null when nothing follows. Called again after each review, until then. */
  readonly review: (ask: DecisionAsk) => Review | null
  /** The same for what holds for the whole workspace, and when it must be looked at; absent: nothing ever follows. */
  readonly world?: {
    readonly review: (ask: DecisionAsk) => Review | null
    /** Milliseconds since the epoch; null: no time matters. */
    readonly dueMs: (world: JsonObject) => number | null
  }
  readonly standing: (ask: DecisionAsk & { readonly state: JsonObject }) => Standing
  /** What of the world stands in every ledger of the workspace, by name. */
  readonly rules: (world: JsonObject) => ReadonlyMap<string, JsonValue>
  /** Who is told what of a decision; kept with it or not at all. */
  readonly notices: (told: Told) => readonly NewNotice[]
  /** The document beside the list that says what the subject is. */
  readonly detailName: (listId: string, subject: string) => DocumentName
  readonly content: (list: Y.Doc, detail: Y.Doc | null, subject: string) => JsonObject | null
}
