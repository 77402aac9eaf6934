import type { XmlElement } from './xml-element.js'

/**
 * An item's picture, for RSS and Atom. It is never written as an enclosure, which readers play.
 *
 * It comes last in an item: some readers match elements by local name alone, and would take it for Atom's
 * `content`.
 *
 * @see Media RSS 1.5.1, "media:content"
 */
export function pictureElement(url: string | undefined): XmlElement | undefined {
  return url === undefined ? undefined : { name: 'media:content', attributes: { url, medium: 'image' } }
}
