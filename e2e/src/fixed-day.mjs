// Preloaded by the pictures' server: its clock starts on one day, so that the demo's dates are the same in every picture.
const { MUTIRAO_PICTURES_NOW_MS } = process.env
const offsetMs = Number(MUTIRAO_PICTURES_NOW_MS) - Date.now()
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offsetMs)
    else super(...given)
  }
  static now() {
    return RealDate.now() + offsetMs
  }
}
