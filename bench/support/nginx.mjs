import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Starts nginx on a folder of files, each with a `.gz` beside it if there is one, configured for this as a careful operator
 * would: one worker, no compression on the fly, no log, and no cache of open files.
 */
export function startNginx(folder, root, port) {
  const config = join(folder, 'nginx.conf')
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off; server_tokens off; sendfile on; tcp_nopush off; tcp_nodelay on;
  keepalive_timeout 65; keepalive_requests 1000000000;
  types { application/rss+xml xml; }
  client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
  uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
  server { listen 127.0.0.1:${port}; root ${root}; gzip_static on; gzip_vary on; }
}
`,
  )
  return spawn('nginx', ['-c', config, '-p', folder], { stdio: 'ignore' })
}
