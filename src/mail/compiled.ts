/* eslint-disable max-lines -- made by build.mjs out of the .mjml and .txt files beside it: change those */
import { template } from './template';

export const compiled = {
  'code': {
    html: template<'lang' | 'large-code' | 'spelt-code'>`<!doctype html>
<html lang="${'lang'}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="x-apple-disable-message-reformatting" />
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
<meta name="color-scheme" content="light dark" />
<meta name="supported-color-schemes" content="light dark" />
<title>${{ message: 'mail.code.subject' }}</title>
<style>:root{color-scheme:light dark;}body{margin:0;padding:0;-webkit-text-size-adjust:100%;text-size-adjust:100%;}table,td{border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt;}a[x-apple-data-detectors]{color:inherit !important;text-decoration:none !important;}b{display:inline-block;}.phrase b{display:block;font-size:20px;line-height:28px;}.tint{border-radius:10px;}</style>
<style>@media (prefers-color-scheme:dark){.ground,.ground>div,.foot,.foot>table{background:#0c1420 !important;}.card,.card>table{background:#152132 !important;}.tint{background:#1b2c44 !important;}.card div,.foot div{color:#e8eef6 !important;}.soft div,.foot .soft div{color:#b1bfd1 !important;}.banner div{color:#ffffff !important;}.button td,.button a{background:#8fc0ff !important;color:#08203f !important;}}</style>
<style>[data-ogsb] .foot,[data-ogsb] .foot>table,.ground[data-ogsb],.ground[data-ogsb]>div{background:#0c1420 !important;}[data-ogsb] .card,[data-ogsb] .card>table{background:#152132 !important;}[data-ogsb] .tint{background:#1b2c44 !important;}[data-ogsc] .card div,[data-ogsc] .foot div{color:#e8eef6 !important;}[data-ogsc] .soft div{color:#b1bfd1 !important;}[data-ogsc] .banner div{color:#ffffff !important;}[data-ogsb] .button td,[data-ogsb] .button a{background:#8fc0ff !important;}[data-ogsc] .button a{color:#08203f !important;}</style>
</head>
<body class="ground" style="word-spacing:normal;background-color:#eef3f9;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">${{ message: 'mail.code.preview' }}\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0</div>
<div aria-label="${{ message: 'mail.code.subject' }}" aria-roledescription="email" role="article" lang="${'lang'}" dir="ltr" style="word-spacing:normal;background-color:#eef3f9;">
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="banner-outlook" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="banner-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#0a4b94"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="banner" style="background:#0a4b94;background-color:#0a4b94;margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#0a4b94;background-color:#0a4b94;width:100%;">
<tbody>
<tr>
<td style="border-bottom:4px solid #f2b632;direction:ltr;font-size:0px;padding:14px 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:13px;line-height:18px;text-align:left;color:#ffffff;">${{ message: 'mail.institution' }}</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;font-weight:700;line-height:22px;text-align:left;color:#ffffff;">${{ message: 'mail.brand' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:28px 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;"><h1 style="margin: 0; font-size: 24px; line-height: 30px">${{ message: 'mail.code.title' }}</h1></div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.code.instruction' }}</div>
</td>
</tr>
<tr>
<td align="center" class="tint" style="background:#e8f0fa;font-size:0px;padding:16px 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:36px;font-weight:700;letter-spacing:3px;line-height:44px;text-align:center;color:#14202e;"><div role="group" aria-label="${{ message: 'mail.code.title' }}: ${'spelt-code'}" style="white-space: nowrap; -webkit-user-select: all; user-select: all">${'large-code'}</div></div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:12px 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.code.expiry' }}</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.code.keep-secret' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 20px 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="border-left:4px solid #f2b632;vertical-align:top;padding:0 0 0 16px;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%">
<tbody>
<tr>
<td align="left" class="phrase" style="font-size:0px;padding:0 0 4px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.phrase' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.phrase-why' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.ruc' }}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:0 0 20px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.code.not-you' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="foot-outlook" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="foot" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 20px 24px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.key-warning' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.contact' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.automatic' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>
`,
    text: template<'code'>`${{ message: 'mail.institution' }}
${{ message: 'mail.brand' }}

${{ message: 'mail.code.title' }}

${{ message: 'mail.code.instruction' }}

    ${'code'}

${{ message: 'mail.code.expiry' }}

${{ message: 'mail.code.keep-secret' }}

${{ message: 'mail.phrase' }}
${{ message: 'mail.phrase-why' }}
${{ message: 'mail.ruc' }}

${{ message: 'mail.code.not-you' }}

${{ message: 'mail.key-warning' }}
${{ message: 'mail.contact' }}
${{ message: 'mail.automatic' }}
`,
  },
  'link': {
    html: template<'lang' | 'link'>`<!doctype html>
<html lang="${'lang'}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="x-apple-disable-message-reformatting" />
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
<meta name="color-scheme" content="light dark" />
<meta name="supported-color-schemes" content="light dark" />
<title>${{ message: 'mail.link.subject' }}</title>
<style>:root{color-scheme:light dark;}body{margin:0;padding:0;-webkit-text-size-adjust:100%;text-size-adjust:100%;}table,td{border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt;}a[x-apple-data-detectors]{color:inherit !important;text-decoration:none !important;}b{display:inline-block;}.phrase b{display:block;font-size:20px;line-height:28px;}.tint{border-radius:10px;}</style>
<style>@media (prefers-color-scheme:dark){.ground,.ground>div,.foot,.foot>table{background:#0c1420 !important;}.card,.card>table{background:#152132 !important;}.tint{background:#1b2c44 !important;}.card div,.foot div{color:#e8eef6 !important;}.soft div,.foot .soft div{color:#b1bfd1 !important;}.banner div{color:#ffffff !important;}.button td,.button a{background:#8fc0ff !important;color:#08203f !important;}}</style>
<style>[data-ogsb] .foot,[data-ogsb] .foot>table,.ground[data-ogsb],.ground[data-ogsb]>div{background:#0c1420 !important;}[data-ogsb] .card,[data-ogsb] .card>table{background:#152132 !important;}[data-ogsb] .tint{background:#1b2c44 !important;}[data-ogsc] .card div,[data-ogsc] .foot div{color:#e8eef6 !important;}[data-ogsc] .soft div{color:#b1bfd1 !important;}[data-ogsc] .banner div{color:#ffffff !important;}[data-ogsb] .button td,[data-ogsb] .button a{background:#8fc0ff !important;}[data-ogsc] .button a{color:#08203f !important;}</style>
</head>
<body class="ground" style="word-spacing:normal;background-color:#eef3f9;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">${{ message: 'mail.link.preview' }}\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0</div>
<div aria-label="${{ message: 'mail.link.subject' }}" aria-roledescription="email" role="article" lang="${'lang'}" dir="ltr" style="word-spacing:normal;background-color:#eef3f9;">
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="banner-outlook" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="banner-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#0a4b94"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="banner" style="background:#0a4b94;background-color:#0a4b94;margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#0a4b94;background-color:#0a4b94;width:100%;">
<tbody>
<tr>
<td style="border-bottom:4px solid #f2b632;direction:ltr;font-size:0px;padding:14px 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:13px;line-height:18px;text-align:left;color:#ffffff;">${{ message: 'mail.institution' }}</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;font-weight:700;line-height:22px;text-align:left;color:#ffffff;">${{ message: 'mail.brand' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:28px 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;"><h1 style="margin: 0; font-size: 24px; line-height: 30px">${{ message: 'mail.link.title' }}</h1></div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.link.instruction' }}</div>
</td>
</tr>
<tr>
<td align="left" class="button" style="font-size:0px;padding:4px 0 16px;word-break:break-word;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;">
<tbody>
<tr>
<td align="center" bgcolor="#0a4b94" role="presentation" style="border:none;border-radius:10px;cursor:auto;mso-padding-alt:14px 28px;background:#0a4b94;" valign="middle">
<a href="${'link'}" rel="noreferrer" style="display:inline-block;background:#0a4b94;color:#ffffff;font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:17px;font-weight:700;line-height:24px;margin:0;text-decoration:none;text-transform:none;padding:14px 28px;mso-padding-alt:0px;border-radius:10px;" target="_blank"> ${{ message: 'mail.link.button' }} </a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.link.expiry' }}</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.link.do-not-forward' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.link.plain-address' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;"><span style="word-break: break-all">${'link'}</span></div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 20px 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="border-left:4px solid #f2b632;vertical-align:top;padding:0 0 0 16px;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%">
<tbody>
<tr>
<td align="left" class="phrase" style="font-size:0px;padding:0 0 4px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.phrase' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.phrase-why' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.ruc' }}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:0 0 20px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.link.not-you' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="foot-outlook" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="foot" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 20px 24px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.key-warning' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.contact' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.automatic' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>
`,
    text: template<'link'>`${{ message: 'mail.institution' }}
${{ message: 'mail.brand' }}

${{ message: 'mail.link.title' }}

${{ message: 'mail.link.instruction' }}

${'link'}

${{ message: 'mail.link.expiry' }}

${{ message: 'mail.link.do-not-forward' }}

${{ message: 'mail.phrase' }}
${{ message: 'mail.phrase-why' }}
${{ message: 'mail.ruc' }}

${{ message: 'mail.link.not-you' }}

${{ message: 'mail.key-warning' }}
${{ message: 'mail.contact' }}
${{ message: 'mail.automatic' }}
`,
  },
  'key-changed': {
    html: template<'lang'>`<!doctype html>
<html lang="${'lang'}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="x-apple-disable-message-reformatting" />
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
<meta name="color-scheme" content="light dark" />
<meta name="supported-color-schemes" content="light dark" />
<title>${{ message: 'mail.key-changed.subject' }}</title>
<style>:root{color-scheme:light dark;}body{margin:0;padding:0;-webkit-text-size-adjust:100%;text-size-adjust:100%;}table,td{border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt;}a[x-apple-data-detectors]{color:inherit !important;text-decoration:none !important;}b{display:inline-block;}.phrase b{display:block;font-size:20px;line-height:28px;}.tint{border-radius:10px;}</style>
<style>@media (prefers-color-scheme:dark){.ground,.ground>div,.foot,.foot>table{background:#0c1420 !important;}.card,.card>table{background:#152132 !important;}.tint{background:#1b2c44 !important;}.card div,.foot div{color:#e8eef6 !important;}.soft div,.foot .soft div{color:#b1bfd1 !important;}.banner div{color:#ffffff !important;}.button td,.button a{background:#8fc0ff !important;color:#08203f !important;}}</style>
<style>[data-ogsb] .foot,[data-ogsb] .foot>table,.ground[data-ogsb],.ground[data-ogsb]>div{background:#0c1420 !important;}[data-ogsb] .card,[data-ogsb] .card>table{background:#152132 !important;}[data-ogsb] .tint{background:#1b2c44 !important;}[data-ogsc] .card div,[data-ogsc] .foot div{color:#e8eef6 !important;}[data-ogsc] .soft div{color:#b1bfd1 !important;}[data-ogsc] .banner div{color:#ffffff !important;}[data-ogsb] .button td,[data-ogsb] .button a{background:#8fc0ff !important;}[data-ogsc] .button a{color:#08203f !important;}</style>
</head>
<body class="ground" style="word-spacing:normal;background-color:#eef3f9;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">${{ message: 'mail.key-changed.preview' }}\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0\u034f\u200c\u00a0</div>
<div aria-label="${{ message: 'mail.key-changed.subject' }}" aria-roledescription="email" role="article" lang="${'lang'}" dir="ltr" style="word-spacing:normal;background-color:#eef3f9;">
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="card-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="card" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="banner-outlook" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="banner-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#0a4b94"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="banner" style="background:#0a4b94;background-color:#0a4b94;margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#0a4b94;background-color:#0a4b94;width:100%;">
<tbody>
<tr>
<td style="border-bottom:4px solid #f2b632;direction:ltr;font-size:0px;padding:14px 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:13px;line-height:18px;text-align:left;color:#ffffff;">${{ message: 'mail.institution' }}</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;font-weight:700;line-height:22px;text-align:left;color:#ffffff;">${{ message: 'mail.brand' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:0 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" style="font-size:0px;padding:28px 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;"><h1 style="margin: 0; font-size: 24px; line-height: 30px">${{ message: 'mail.key-changed.title' }}</h1></div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.key-changed.when' }}</div>
</td>
</tr>
<tr>
<td align="left" style="font-size:0px;padding:0 0 12px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.key-changed.was-you' }}</div>
</td>
</tr>
<tr>
<td align="left" class="tint" style="background:#e8f0fa;font-size:0px;padding:14px 16px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.key-changed.not-you' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="560px"><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 20px 20px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%">
<tbody>
<tr>
<td style="border-left:4px solid #f2b632;vertical-align:top;padding:0 0 0 16px;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%">
<tbody>
<tr>
<td align="left" class="phrase" style="font-size:0px;padding:0 0 4px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:16px;line-height:24px;text-align:left;color:#14202e;">${{ message: 'mail.phrase' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.phrase-why' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.ruc' }}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="foot-outlook" role="presentation" style="width:560px;" width="560"><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div class="foot" style="margin:0px auto;max-width:560px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;">
<tbody>
<tr>
<td style="direction:ltr;font-size:0px;padding:16px 20px 24px;text-align:left;">
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:520px;"><![endif]-->
<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">
<tbody>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.key-warning' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0 0 8px;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.contact' }}</div>
</td>
</tr>
<tr>
<td align="left" class="soft" style="font-size:0px;padding:0;word-break:break-word;">
<div style="font-family:'Segoe UI', -apple-system, Roboto, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#47566a;">${{ message: 'mail.automatic' }}</div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>
`,
    text: template<never>`${{ message: 'mail.institution' }}
${{ message: 'mail.brand' }}

${{ message: 'mail.key-changed.title' }}

${{ message: 'mail.key-changed.when' }}

${{ message: 'mail.key-changed.was-you' }}

${{ message: 'mail.key-changed.not-you' }}

${{ message: 'mail.phrase' }}
${{ message: 'mail.phrase-why' }}
${{ message: 'mail.ruc' }}

${{ message: 'mail.key-warning' }}
${{ message: 'mail.contact' }}
${{ message: 'mail.automatic' }}
`,
  },
};
