// The obvious first version: Express, and the package `feed` for each request. node express-feed.mjs ITEMS.json PORT
import { readFileSync } from 'node:fs'
import express from 'express'
import { Feed } from 'feed'

const [file, port] = process.argv.slice(2)
const { title, home_page_url: link, items } = JSON.parse(readFileSync(file, 'utf8'))

express()
  .get('/feed', (_req, res) => {
    const feed = new Feed({ title, id: link, link, copyright: '' })
    for (const item of items) {
      const { id, url, title, summary, content_html: content, date_published: date, tags = [] } = item
      const category = tags.map((name) => ({ name }))
      feed.addItem({ id, link: url, title, description: summary, content, date: new Date(date), category })
    }
    res.type('application/rss+xml').send(feed.rss2())
  })
  .listen(Number(port), '127.0.0.1')
