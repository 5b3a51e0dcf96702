/**
 * Where a change of a document came from. Everything that is not from the server counts as local, so that "saved" waits
 * for its acknowledgement (SPEC STA-1): what another tab typed, what the device had kept, what any code on this page did.
 */
export const serverOrigin: unique symbol = Symbol('mutirao.server')
export const tabOrigin: unique symbol = Symbol('mutirao.tab')
export const deviceOrigin: unique symbol = Symbol('mutirao.device')
