import { afterEach, describe, expect, it } from 'vitest'
import '../app.css'
import index from '../../index.html?raw'
import theme from '../../public/theme.js?raw'

const place = document.createElement('iframe')
place.style.cssText = 'position: fixed; inset: 0; width: 1000px; height: 600px'

/** The page as it stands before its modules have come. */
async function beforeModules(): Promise<Document> {
  const styles = [...document.querySelectorAll('style')].map((style) => style.outerHTML).join('')
  place.srcdoc = index
    .replace(/<script type="module"[^>]*><\/script>/u, '')
    .replace('<script src="/theme.js"></script>', `<script>${theme}</script>${styles}`)
  const loaded = new Promise((resolve) => place.addEventListener('load', resolve, { once: true }))
  document.body.append(place)
  await loaded
  if (!place.contentDocument) throw new Error('no document')
  return place.contentDocument
}

describe('before the first render', () => {
  afterEach(() => {
    localStorage.removeItem('mutirao.session')
    place.remove()
  })

  it('[APP-54] who is remembered sees the frame of the app, where the app will stand', async () => {
    localStorage.setItem('mutirao.session', '{}')
    const page = await beforeModules()
    const side = page.querySelector('.boot-side')?.getBoundingClientRect()
    expect([side?.width, side?.height]).toEqual([216, 600])
    expect(page.querySelector('.boot-main i')?.getBoundingClientRect().height).toBe(49)
  })

  it('[APP-54] a stranger does not', async () => {
    const page = await beforeModules()
    expect(page.querySelector('.boot')?.getBoundingClientRect().width).toBe(0)
  })
})
