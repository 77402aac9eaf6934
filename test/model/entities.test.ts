import assert from 'node:assert/strict'
import { decodeEntities } from '../../src/model/entities.js'

describe('A character reference', () => {
  it('may be one of the names of HTML, and means what it means there', () => {
    // One from each row of the table, and those next to the end of a row.
    const some =
      '&amp;&QUOT;&horbar;&bdquo;&raquo;&lsaquo;&prime;&Prime;&Dagger;&times;&ge;&asymp;&rArr;&hearts;'
    assert.equal(decodeEntities(some), '&"―„»‹′″‡×≥≈⇒♥')
    assert.equal(
      decodeEntities('&uml;&cedil;&ccedil;&ntilde;&Agrave;&Ntilde;&omega;&Omega;&rlm;'),
      '¨¸çñÀÑωΩ\u200f',
    )
  })

  it('needs the right case and its semicolon', () => {
    assert.equal(decodeEntities('&Eacute;&eacute;&EACUTE;&eacute'), 'Éé&EACUTE;&eacute')
  })

  it('is decoded once', () => {
    assert.equal(decodeEntities('&amp;amp;&amp;#38;'), '&amp;&#38;')
  })

  it('is never the name of a property that every object has', () => {
    assert.equal(decodeEntities('&valueOf;&toString;&at;'), '&valueOf;&toString;&at;')
  })

  it('between 128 and 159 is the character of windows-1252, if that has one', () => {
    assert.equal(decodeEntities('&#128;&#130;&#145;&#146;&#150;&#151;&#158;&#159;'), '€‚‘’–—žŸ')
    assert.equal(decodeEntities('&#129;&#141;&#160;'), '\u0081\u008d\u00a0')
  })

  it('becomes the replacement character if its number is not that of a character', () => {
    assert.equal(decodeEntities('&#xD7FF;&#xD800;&#xDFFF;&#xE000;'), '\ud7ff\ufffd\ufffd\ue000')
    assert.equal(decodeEntities('&#0;&#1;&#x10FFFF;&#x110000;'), '\ufffd\u0001\u{10ffff}\ufffd')
  })
})
