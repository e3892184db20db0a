"""Looking at a spreadsheet before it is imported: what is on record already, the preview, what a bank line pays."""
