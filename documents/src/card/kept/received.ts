/** Key of a transaction's meta: the updates of the server that were applied in it, as they came. */
export const receivedUpdates: unique symbol = Symbol('mutirao.received')
